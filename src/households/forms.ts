import { z } from 'zod'
import { photoFiles } from '../photos/upload.ts'
import { calendarDay, formId, line, lines, optional, whole } from '../web/form.ts'

const pointsMax = 100_000
const points = whole(1, pointsMax)
const version = whole(1, 1_000_000)
const rowId = z.string().min(1).max(200)

export const button = z.object({ id: formId })
export const poolGiftForm = z.object({ id: formId, points })
export const giftForm = z.object({ id: formId, points, words: optional(line(100)) })
export const answerForm = z.object({
  id: formId,
  step: z.enum(['accept', 'decline', 'withdraw']),
  reason: optional(line(200)),
})
export const foundForm = z.object({ id: formId, name: line(30) })
export const inviteForm = z.object({ id: formId, who: line(100) })
export const invitationForm = z.object({ id: formId, memberId: rowId, step: z.enum(['accept', 'decline']) })
export const memberForm = z.object({ id: formId, memberId: rowId, step: z.enum(['allow', 'disallow', 'remove']) })
export const agreeForm = z.object({ id: formId, relatives: z.enum(['no', 'yes']) })
export const endForm = z.object({ id: formId, reason: optional(lines(500)) })
export const visitForm = z.object({ id: formId, visitedOn: calendarDay, words: lines(1000), photos: photoFiles })
export const approveForm = z.object({ id: formId, version })

export const setUpForm = z.object({ id: formId, name: line(30), head: line(100), paper: optional(line(200)) })
export const proposeForm = z.object({
  id: formId,
  supporter: line(100),
  organizationId: optional(rowId),
  duty: lines(500),
  startsOn: calendarDay,
  endsOn: calendarDay,
  paper: optional(line(200)),
})
export const poolForm = z.object({ id: formId, points, reason: lines(500) })
export const decideForm = z.object({
  id: formId,
  step: z.enum(['approve', 'refuse']),
  answer: optional(lines(500)),
  version,
})
export const relativeForm = z.object({ id: formId, who: line(100) })
