import type { Ground } from '../../../areas/map/draw.ts'
import { AreaMap } from '../../../areas/map/view.tsx'
import { boxText, wider } from '../../../kit/maps.ts'
import type { Box } from '../../../kit/shapes.ts'
import { useT } from '../../../web/words.ts'
import { type SearchQuery, searchHref } from '../search.ts'
import { boxOf, type Cluster, clustersOf, type Dot, mapSize } from './rules.ts'

type MapProps = {
  dots: readonly Dot[]
  given: Box | undefined
  /** What to show where nothing is reported: the area that was chosen. */
  place: Box | undefined
  grounds: readonly Ground[]
  query: SearchQuery
}

/** Where the reports are, drawn by the server: a press on a number looks closer, on a single one opens it. */
export function ReportMap({ dots, given, place, grounds, query }: MapProps) {
  const t = useT()
  const box = boxOf(dots, given ?? (dots.length === 0 ? place : undefined))
  if (!box) return <p class="muted">{t('这里没有带位置的上报。', 'None of these has a position.')}</p>
  const clusters = clustersOf(box, dots)
  return (
    <figure class="report-map">
      <AreaMap
        {...{ box, grounds, size: mapSize, marked: query.area, title: t('上报的位置', 'Where they are') }}
        keepClear={clusters.map((cluster) => ({ x: cluster.x, y: cluster.y, radius: radiusOf(cluster) }))}
      >
        {clusters.map((cluster) => (
          <Mark cluster={cluster} query={query} />
        ))}
      </AreaMap>
      <figcaption class="legend">
        <span class="legend-open">{t('还没办好', 'Open')}</span>
        <span class="legend-done">{t('已经办好', 'Done')}</span>
        <p class="muted">
          {t('数字是那一带有几条，点开看近一点。', 'A number counts those around it: press to look closer.')}
        </p>
        {given && (
          <a href={searchHref('/reports/map', query, { bbox: boxText(wider(given)) })}>
            {t('看远一点', 'Look from further away')}
          </a>
        )}
        {given && <a href={searchHref('/reports/map', query, { bbox: undefined })}>{t('看全部', 'All of them')}</a>}
      </figcaption>
    </figure>
  )
}

function Mark({ cluster, query }: { cluster: Cluster; query: SearchQuery }) {
  const t = useT()
  const { x, y, count, open, first, box } = cluster
  const href = count === 1 ? `/reports/${first.id}` : searchHref('/reports/map', query, { bbox: boxText(box) })
  const label = t(`${count} 条，${open} 条还没办好`, `${count}, ${open} of them open`)
  return (
    <a href={href} aria-label={label} class={open > 0 ? 'map-open' : 'map-done'}>
      <circle cx={x} cy={y} r={radiusOf(cluster)} />
      {count > 1 && (
        <text x={x} y={y} text-anchor="middle" dominant-baseline="central">
          {count}
        </text>
      )}
    </a>
  )
}

const radiusOf = ({ count }: Cluster) => Math.min(20, 9 + 2.4 * Math.log2(count))
