import { z } from 'zod'
import { formId, line, optional, whole } from '../../web/form.ts'

const quantity = whole(1, 1_000_000)
const calendarDay = z.iso.date()
/** Yuan as typed, `12.5`, kept as fen. */
export const yuanField = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,2})?$/)
  .transform((text) => Math.round(Number(text) * 100))

export const intakeForm = z.object({
  id: formId,
  itemId: line(100),
  quantity,
  expiresOn: optional(calendarDay),
  sourceNote: line(200),
  unitValue: optional(yuanField),
})

export const writeOffForm = z.object({ id: formId, quantity, reason: line(200) })
export const reasonForm = z.object({ id: formId, recallReason: line(200) })
