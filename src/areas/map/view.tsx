import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import type { MapSize } from '../../kit/maps.ts'
import type { Box } from '../../kit/shapes.ts'
import { useMapLook } from '../../web/map-look.ts'
import { useT } from '../../web/words.ts'
import { drawGround, drawScale, type Ground, type Spot } from './draw.ts'

type MapProps = PropsWithChildren<{
  box: Box
  size: MapSize
  grounds: readonly Ground[]
  /** The area that the map is about. */
  marked?: string | undefined
  /** What the children put on it: no name is written there. */
  keepClear?: readonly Spot[]
  /** What the map shows, for those who do not see it. */
  title: string
}>

/** Large letters are a little larger still: on a phone the map is drawn somewhat smaller than it is. */
const mapText = { standard: 12, elder: 19.5 }

/** A map of the areas, drawn by the server, with whatever else is put on it; over tiles where the city has set some. */
export function AreaMap({ box, size, grounds, marked, keepClear, title, children }: MapProps) {
  const t = useT()
  const { elder, tiles } = useMapLook()
  const frame = { box, size }
  const text = elder ? mapText.elder : mapText.standard
  return (
    <>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-labelledby="map-title" class="area-map">
        <title id="map-title">{title}</title>
        {raw(String(drawGround(grounds, frame, { marked, text, tiles, keepClear })))}
        {children}
        {raw(String(drawScale(frame, t, text)))}
      </svg>
      <MapSource />
    </>
  )
}

/** Whose map lies below. */
export function MapSource() {
  const { tiles } = useMapLook()
  return tiles ? <p class="map-source">{tiles.attribution}</p> : null
}
