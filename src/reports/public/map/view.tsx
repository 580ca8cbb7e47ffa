import { useT } from '../../../web/words.ts'
import { type SearchQuery, searchHref } from '../search.ts'
import { type Box, boxOf, boxText, type Cluster, clustersOf, type Dot, mapSize, scaleOf, wider } from './rules.ts'

type MapProps = { dots: readonly Dot[]; given: Box | undefined; query: SearchQuery }

/** Where the reports are, drawn by the server: a press on a number looks closer, on a single one opens it. */
export function ReportMap({ dots, given, query }: MapProps) {
  const t = useT()
  const box = boxOf(dots, given)
  if (!box) return <p class="muted">{t('这里没有带位置的上报。', 'None of these has a position.')}</p>
  const scale = scaleOf(box)
  const { width, height } = mapSize
  return (
    <figure class="report-map">
      <svg viewBox={`0 0 ${width} ${height}`} aria-labelledby="map-title">
        <title id="map-title">{t('上报的位置', 'Where they are')}</title>
        <rect class="map-ground" width={width} height={height} />
        {clustersOf(box, dots).map((cluster) => (
          <Mark cluster={cluster} query={query} />
        ))}
        <g class="map-scale">
          <path d={`M12 ${height - 12}v-5v5h${scale.width}v-5`} />
          <text x="16" y={height - 17}>
            {scale.meters >= 1000
              ? t(`${scale.meters / 1000} 公里`, `${scale.meters / 1000} km`)
              : t(`${scale.meters} 米`, `${scale.meters} m`)}
          </text>
        </g>
      </svg>
      <figcaption class="legend">
        <span class="legend-open">{t('还没办好', 'Open')}</span>
        <span class="legend-done">{t('已经办好', 'Done')}</span>
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
  const radius = Math.min(20, 9 + 2.4 * Math.log2(count))
  return (
    <a href={href} aria-label={label} class={open > 0 ? 'map-open' : 'map-done'}>
      <circle cx={x} cy={y} r={radius} />
      {count > 1 && (
        <text x={x} y={y} text-anchor="middle" dominant-baseline="central">
          {count}
        </text>
      )}
    </a>
  )
}
