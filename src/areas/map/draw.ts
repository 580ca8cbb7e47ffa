import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AreaKind } from '../../../db/schema/areas.ts'
import type { TileSettings } from '../../config.ts'
import { type MapSize, pointOn, scaleOf } from '../../kit/maps.ts'
import type { Box, Corner, Shape } from '../../kit/shapes.ts'
import { tilesOver } from '../../kit/tiles.ts'
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

/** What stands on the map, so that no name is written over it. */
export type Spot = { x: number; y: number; radius: number }

type Options = {
  /** The area that the map is about. */
  marked?: string | undefined
  text?: number
  /** Tiles lie below, drawn here or elsewhere: then areas have edges only. */
  tiles?: TileSettings | 'below' | undefined
  keepClear?: readonly Spot[] | undefined
}

/**
 * The areas of a map as SVG: colours stand in the elements, because the same drawing is shown inside pages and as a
 * picture of its own.
 */
export function drawGround(grounds: readonly Ground[], frame: Frame, options: Options = {}) {
  const { marked, text = 12, tiles, keepClear = [] } = options
  const { width, height } = frame.size
  const shown = layers.flatMap((kind) => grounds.filter((one) => one.kind === kind && isSeen(one, frame)))
  const ground = tiles === 'below' ? '' : html`<rect width="${width}" height="${height}" fill="#efe8dc" />`
  return html`${ground}${tiles && tiles !== 'below' ? drawTiles(frame, tiles) : ''}${shown.map((one) =>
    drawArea(one, frame, { isMarked: one.id === marked, isFilled: !tiles }),
  )}${drawNames(shown, frame, text, keepClear)}`
}

/** The squares of a tile server, as pictures in the drawing: no script lays them out. */
export function drawTiles({ box, size }: Frame, { template, datum }: TileSettings) {
  return tilesOver(box, size, datum).map(({ zoom, column, row, ...at }) => {
    const named = { z: zoom, x: column, y: row }
    const address = template.replace(/\{([zxy])\}/g, (_, name: keyof typeof named) => String(named[name]))
    return html`<image href="${address}" x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" width="${(at.width + seam).toFixed(1)}" height="${(at.height + seam).toFixed(1)}" preserveAspectRatio="none" />`
  })
}

/** Squares lie over one another by a hair, or the ground shines through between them. */
const seam = 0.3

function isSeen({ west, south, east, north }: Box, { box, size }: Frame): boolean {
  if (west > box.east || east < box.west || south > box.north || north < box.south) return false
  return (
    ((east - west) / (box.east - box.west)) * size.width > unitsMin &&
    ((north - south) / (box.north - box.south)) * size.height > unitsMin
  )
}

type AreaLook = { isMarked: boolean; isFilled: boolean }

function drawArea({ kind, shape }: Ground, frame: Frame, { isMarked, isFilled }: AreaLook) {
  const { fill, edge, width, dashes = '' } = looks[kind]
  const path = raw(pathOf(shape, frame))
  return isMarked
    ? html`<path d="${path}" fill="#b3261e" fill-opacity="0.08" stroke="#b3261e" stroke-width="2" fill-rule="evenodd" />`
    : html`<path d="${path}" fill="${isFilled ? fill : 'none'}" stroke="${edge}" stroke-width="${width}" stroke-dasharray="${dashes}" fill-rule="evenodd" />`
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

/**
 * The names that fit into their areas and lie neither on one another nor on what the map is for: the larger area goes
 * first, and one that is in the way moves up or down.
 */
function drawNames(shown: readonly Ground[], frame: Frame, text: number, keepClear: readonly Spot[]) {
  const placed: Label[] = []
  const isFree = (label: Label) =>
    !placed.some((other) => overlap(label, other, text)) && !keepClear.some((spot) => covers(spot, label, text))
  for (const one of shown) {
    if (one.kind === 'city') continue
    const label = labelsOf(one, frame, text).find(isFree)
    if (label) placed.push(label)
  }
  return html`<g font-size="${text}" fill="#5b4e46" text-anchor="middle" font-family="sans-serif" stroke="#fbf8f2" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${placed.map(
    ({ x, y, name }) => html`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${name}</text>`,
  )}</g>`
}

/** Lines up and down from the middle at which a name may stand. */
const linesFromMiddle = [0, 1.3, -1.3, 2.6, -2.6, 4, -4]

/**
 * Where an area's name may stand, the best place first. In the middle of the part that can be seen: a street is called
 * even where only a corner of it shows.
 */
function labelsOf({ west, south, east, north, name }: Ground, frame: Frame, text: number): Label[] {
  const { box, size } = frame
  const [left, right] = [Math.max(west, box.west), Math.min(east, box.east)]
  const [low, high] = [Math.max(south, box.south), Math.min(north, box.north)]
  const { x, y } = at([(left + right) / 2, (low + high) / 2], frame)
  const roomWide = ((right - left) / (box.east - box.west)) * size.width
  const roomHigh = ((high - low) / (box.north - box.south)) * size.height
  const wide = widthOf(name, text)
  if (x - wide / 2 <= 2 || x + wide / 2 >= size.width - 2 || wide >= roomWide * 1.1) return []
  return linesFromMiddle
    .map((lines) => lines * text)
    .filter((up) => up === 0 || Math.abs(up) + text / 2 < roomHigh / 2)
    .map((up) => ({ x, y: y + up + text / 3, wide, name }))
    .filter((label) => label.y > text && label.y < size.height - 4)
}

const widthOf = (name: string, text: number) =>
  [...name].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? text : text * 0.55), 0)

const overlap = (one: Label, other: Label, text: number) =>
  Math.abs(one.x - other.x) < (one.wide + other.wide) / 2 + 4 && Math.abs(one.y - other.y) < text + 3

/** Whether a spot lies on a name: its letters stand above the line, as high as they are wide. */
const covers = (spot: Spot, { x, y, wide }: Label, text: number) =>
  Math.abs(spot.x - x) < spot.radius + wide / 2 && Math.abs(spot.y - (y - text / 3)) < spot.radius + text / 2

/** A bar that says how far is far, at the lower left. */
export function drawScale({ box, size }: Frame, t: Say, text = 12): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { meters, width } = scaleOf(box, size)
  const words = meters >= 1000 ? t(`${meters / 1000} 公里`, `${meters / 1000} km`) : t(`${meters} 米`, `${meters} m`)
  return html`<g><path d="M12 ${size.height - 12}v-5v5h${width.toFixed(1)}v-5" fill="none" stroke="#5b4e46" stroke-width="1.5" /><text x="16" y="${size.height - 17}" font-size="${text}" fill="#5b4e46" font-family="sans-serif" stroke="#fbf8f2" stroke-width="3" paint-order="stroke">${words}</text></g>`
}

export const pinHigh = 30

/** A pin that stands on a position. */
export function drawPin(at: { x: number; y: number }) {
  return html`<g transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})"><path d="M0 0C-3-7-10-11-10-19a10 10 0 1 1 20 0C10-11 3-7 0 0Z" fill="#b3261e" stroke="#fff" stroke-width="2" /><circle cy="-19" r="4" fill="#fff" /></g>`
}
