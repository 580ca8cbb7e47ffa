import type { Box, photoRedactions } from '../../../db/schema/photos.ts'
import type { Role, Standing } from '../../kit/actor.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

export type { Box }

/** Who may cover something on a photo in their area. */
export const redactors = ['clerk', 'reviewer', 'dispatcher', 'admin'] as const satisfies readonly Role[]
const redact = { to: 'redacted', by: redactors } as const

export type RedactionStatus = 'plain' | (typeof photoRedactions.$inferSelect)['status']

/** plain → redacted → final, when the original is removed. Until then an administrator may bring it back. */
export const redactionFlow: Flow<RedactionStatus> = {
  plain: { redact },
  redacted: { redact, restore: { to: 'restored', by: ['admin'] }, expire: { to: 'final', by: ['system'] } },
  restored: { redact },
  final: { redact: { ...redact, to: 'final' } },
}

/** How long the uncovered original stays behind a covered photo. */
export const originalKeptDays = 30
export const boxesMax = 20

/**
 * The boxes, cut off at the picture's edge.
 *
 * @throws Refusal `redaction_no_box`, `redaction_many_boxes` {max}, `redaction_box` {number}
 */
export function readBoxes(given: readonly Box[]): Box[] {
  if (given.length === 0) throw new Refusal('invalid', 'redaction_no_box', { field: 'boxes' })
  if (given.length > boxesMax) throw new Refusal('invalid', 'redaction_many_boxes', { max: boxesMax, field: 'boxes' })
  return given.map((box, index) => {
    if (!isOnPicture(box)) throw new Refusal('invalid', 'redaction_box', { number: index + 1, field: 'boxes' })
    return { ...box, width: Math.min(box.width, 100 - box.x), height: Math.min(box.height, 100 - box.y) }
  })
}

const isOnPicture = ({ x, y, width, height }: Box) =>
  [x, y, width, height].every(Number.isFinite) && x >= 0 && y >= 0 && x < 100 && y < 100 && width > 0 && height > 0

/**
 * Who may not bring a photo back may not uncover a part of it either: every old box has to lie within a new one.
 *
 * @throws Refusal `redaction_uncovers`
 */
export function assertCovers(boxes: readonly Box[], before: readonly Box[], standing: ReadonlySet<Standing>): void {
  const isCovered = (old: Box) => boxes.some((box) => contains(box, old))
  if (!standing.has('admin') && !before.every(isCovered))
    throw new Refusal('forbidden', 'redaction_uncovers', { field: 'boxes' })
}

const rounding = 0.01
const contains = (outer: Box, inner: Box) =>
  outer.x <= inner.x + rounding &&
  outer.y <= inner.y + rounding &&
  outer.x + outer.width >= inner.x + inner.width - rounding &&
  outer.y + outer.height >= inner.y + inner.height - rounding

/** The whole pixels that a box touches. */
export function pixelsOf(box: Box, picture: { width: number; height: number }) {
  const left = Math.floor((box.x / 100) * picture.width)
  const top = Math.floor((box.y / 100) * picture.height)
  const right = Math.min(picture.width, Math.ceil(((box.x + box.width) / 100) * picture.width))
  const bottom = Math.min(picture.height, Math.ceil(((box.y + box.height) / 100) * picture.height))
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}
