import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AreaKind } from '../../../db/schema/areas.ts'
import { type MapSize, pointOn, scaleOf } from '../../kit/maps.ts'
import type { Box, Corner, Shape } from '../../kit/shapes.ts'
import type { Say } from '../../web/words.ts'

/** What of an area a map shows. */
export type Ground = { id: string; kind: AreaKind; name: string; shape: Shape } & Box

type Frame = { box: Box; size: MapSize }

/** From the back to the front, with how each is filled and edged. */
const looks: Record<AreaKind, { fill: string; edge: string; width: number; dashes?: string }> = {
  city: { fill: '#fbf8f2', edge: '#b9a892', width: 2 },
  street: { fill: 'none', edge: '#cbbca8', width: 1.6 },
  community: { fill: '#f3ece0', edge: '#b3a189', width: 1.4 },
  village: { fill: '#f3ece0', edge: '#b3a189', width: 1.4 },
  grid: { fill: 'none', edge: '#a3907a', width: 1, dashes: '4 3' },
  compound: { fill: '#e6dccb', edge: '#a8957e', width: 0.8 },
}
const layers = Object.keys(looks) as AreaKind[]

/** What is smaller than this on the map is not drawn, and what is narrower than its name is not called. */
const unitsMin = 8

/**
 * The areas of a map as SVG: colours stand in the elements, because the same drawing is shown inside pages and as a
 * picture of its own.
 *
 * @param marked the area that the map is about
 */
export function drawGround(grounds: readonly Ground[], frame: Frame, options: { marked?: string; text?: number } = {}) {
  const { width, height } = frame.size
  const shown = layers.flatMap((kind) => grounds.filter((one) => one.kind === kind && isSeen(one, frame)))
  return html`<rect width="${width}" height="${height}" fill="#efe8dc" />${shown.map((one) =>
    drawArea(one, frame, one.id === options.marked),
  )}${drawNames(shown, frame, options.text ?? 12)}`
}

function isSeen({ west, south, east, north }: Box, { box, size }: Frame): boolean {
  if (west > box.east || east < box.west || south > box.north || north < box.south) return false
  return (
    ((east - west) / (box.east - box.west)) * size.width > unitsMin &&
    ((north - south) / (box.north - box.south)) * size.height > unitsMin
  )
}

function drawArea({ kind, shape }: Ground, frame: Frame, isMarked: boolean) {
  const { fill, edge, width, dashes = '' } = looks[kind]
  const path = raw(pathOf(shape, frame))
  return isMarked
    ? html`<path d="${path}" fill="#b3261e" fill-opacity="0.08" stroke="#b3261e" stroke-width="2" fill-rule="evenodd" />`
    : html`<path d="${path}" fill="${fill}" stroke="${edge}" stroke-width="${width}" stroke-dasharray="${dashes}" fill-rule="evenodd" />`
}

/** Corners closer together than a unit of the map look the same as one. */
function pathOf(shape: Shape, frame: Frame): string {
  let path = ''
  for (const ring of shape.flat()) {
    let last: { x: number; y: number } | undefined
    for (const corner of ring) {
      const { x, y } = at(corner, frame)
      if (last && Math.abs(x - last.x) < 0.7 && Math.abs(y - last.y) < 0.7) continue
      path += `${last ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
      last = { x, y }
    }
    path += 'Z'
  }
  return path
}

const at = ([longitude, latitude]: Corner, { box, size }: Frame) => pointOn(box, size, { longitude, latitude })

type Label = { x: number; y: number; wide: number; name: string }

/** The names that fit into their areas and do not lie on one another: the larger area goes first. */
function drawNames(shown: readonly Ground[], frame: Frame, text: number) {
  const placed: Label[] = []
  for (const one of shown) {
    if (one.kind === 'city') continue
    const label = labelOf(one, frame, text)
    if (label && !placed.some((other) => overlap(label, other, text))) placed.push(label)
  }
  return html`<g font-size="${text}" fill="#5b4e46" text-anchor="middle" font-family="sans-serif" stroke="#fbf8f2" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${placed.map(
    ({ x, y, name }) => html`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${name}</text>`,
  )}</g>`
}

function labelOf({ west, south, east, north, name }: Ground, frame: Frame, text: number): Label | undefined {
  const { box, size } = frame
  // In the middle of the part that can be seen: a street is called even where only a corner of it shows.
  const [left, right] = [Math.max(west, box.west), Math.min(east, box.east)]
  const [low, high] = [Math.max(south, box.south), Math.min(north, box.north)]
  const { x, y } = at([(left + right) / 2, (low + high) / 2], frame)
  const room = ((right - left) / (box.east - box.west)) * size.width
  const wide = widthOf(name, text)
  const isInside = x - wide / 2 > 2 && x + wide / 2 < size.width - 2 && y > text && y < size.height - 4
  return isInside && wide < room * 1.1 ? { x, y: y + text / 3, wide, name } : undefined
}

const widthOf = (name: string, text: number) =>
  [...name].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? text : text * 0.55), 0)

const overlap = (one: Label, other: Label, text: number) =>
  Math.abs(one.x - other.x) < (one.wide + other.wide) / 2 + 4 && Math.abs(one.y - other.y) < text + 3

/** A bar that says how far is far, at the lower left. */
export function drawScale({ box, size }: Frame, t: Say, text = 12): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { meters, width } = scaleOf(box, size)
  const words = meters >= 1000 ? t(`${meters / 1000} 公里`, `${meters / 1000} km`) : t(`${meters} 米`, `${meters} m`)
  return html`<g><path d="M12 ${size.height - 12}v-5v5h${width.toFixed(1)}v-5" fill="none" stroke="#5b4e46" stroke-width="1.5" /><text x="16" y="${size.height - 17}" font-size="${text}" fill="#5b4e46" font-family="sans-serif" stroke="#fbf8f2" stroke-width="3" paint-order="stroke">${words}</text></g>`
}

/** A pin that stands on a position. */
export function drawPin(at: { x: number; y: number }) {
  return html`<g transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})"><path d="M0 0C-3-7-10-11-10-19a10 10 0 1 1 20 0C10-11 3-7 0 0Z" fill="#b3261e" stroke="#fff" stroke-width="2" /><circle cy="-19" r="4" fill="#fff" /></g>`
}
