import { z } from 'zod'
import { formId, line, optional } from '../../web/form.ts'
import { readPieces } from '../orders/forms.ts'

const daysInWeek = 7

const daysOf = (form: Record<string, unknown>) =>
  Array.from({ length: daysInWeek }, (_, place) => String(form[`hours${place}`] ?? '').slice(0, 100))

const text = (max: number) => optional(line(max)).transform((given) => given ?? '')

/** A store as staff type it; `version` is there when it is changed. */
export const storeForm = z
  .looseObject({
    id: optional(formId),
    version: optional(z.coerce.number().int()),
    name: line(60),
    areaId: z.string().min(1).max(40),
    address: text(120),
    phone: text(30),
    status: z.enum(['open', 'closed']).default('open'),
  })
  .transform(({ id, version, name, areaId, address, phone, status, ...rest }) => ({
    ...{ id, version, days: daysOf(rest) },
    about: { name, areaId, address, phone, status },
  }))

export const returnForm = z
  .looseObject({ id: formId, reason: line(200), damaged: optional(z.literal('1')) })
  .transform(({ id, reason, damaged, ...rest }, context) => {
    const pieces = readPieces(rest, context)
    return { id, reason, damaged: damaged === '1', pieces: Object.keys(pieces).length ? pieces : undefined }
  })

export const cancelForm = z.object({ id: formId, reason: line(200) })
