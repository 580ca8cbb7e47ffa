import { raw } from 'hono/html'
import { around, fitted, type MapSize, pointOn } from '../../kit/maps.ts'
import type { Position } from '../../kit/places.ts'
import { useT } from '../../web/words.ts'
import { drawPin, type Ground, pinHigh } from './draw.ts'
import { AreaMap } from './view.tsx'

const size: MapSize = { width: 360, height: 240 }
const metersHigh = 700
const roughRadius = (size.height * 80) / metersHigh

type PlaceMapProps = {
  at: Position | undefined
  grounds: readonly Ground[]
  /** The position is given roughly: a ring says so. */
  isRough: boolean
}

/** Where one thing is. Where nothing is drawn yet there is no map: a pin on nothing says nothing. */
export function PlaceMap({ at, grounds, isRough }: PlaceMapProps) {
  const t = useT()
  if (!at || grounds.length === 0) return null
  const box = around(at, metersHigh, size)
  const { x, y } = pointOn(box, size, at)
  const title = isRough ? t('大致的位置', 'About where it is') : t('位置', 'Where it is')
  return (
    <figure class="map-figure place-map">
      <AreaMap
        {...{ box, size, grounds, title }}
        keepClear={[isRough ? { x, y, radius: roughRadius } : { x, y: y - pinHigh / 2, radius: pinHigh / 2 }]}
      >
        {isRough ? <circle cx={x} cy={y} r={roughRadius} class="map-rough" /> : raw(String(drawPin({ x, y })))}
      </AreaMap>
      {isRough && (
        <figcaption class="muted">
          {t('为保护住户，位置只显示到大约 100 米。', 'To protect homes, the place is shown to about 100 m.')}
        </figcaption>
      )}
    </figure>
  )
}

/** Where one area ends, among its neighbours. */
export function BoundaryMap({ area, grounds }: { area: { id: string; name: string }; grounds: readonly Ground[] }) {
  const t = useT()
  const own = grounds.find(({ id }) => id === area.id)
  if (!own) return null
  return (
    <figure class="map-figure place-map">
      <AreaMap
        {...{ box: fitted(own, size, 1.3), size, grounds, marked: area.id }}
        title={t(`${area.name}的范围`, `Where ${area.name} lies`)}
      />
    </figure>
  )
}
