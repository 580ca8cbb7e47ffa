import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import type { MapSize } from '../../kit/maps.ts'
import type { Box } from '../../kit/shapes.ts'
import { useT } from '../../web/words.ts'
import { drawGround, drawScale, type Ground } from './draw.ts'

type MapProps = PropsWithChildren<{
  box: Box
  size: MapSize
  grounds: readonly Ground[]
  /** The area that the map is about. */
  marked?: string | undefined
  /** What the map shows, for those who do not see it. */
  title: string
}>

/** A map of the areas, drawn by the server, with whatever else is put on it. */
export function AreaMap({ box, size, grounds, marked, title, children }: MapProps) {
  const t = useT()
  const frame = { box, size }
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-labelledby="map-title" class="area-map">
      <title id="map-title">{title}</title>
      {raw(String(drawGround(grounds, frame, marked ? { marked } : {})))}
      {children}
      {raw(String(drawScale(frame, t)))}
    </svg>
  )
}
