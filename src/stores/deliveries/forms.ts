import { z } from 'zod'
import { formId, line, optional } from '../../web/form.ts'

const orEmpty = (max: number) => optional(line(max)).transform((text) => text ?? '')

export const addressForm = z.object({ id: formId, address: line(120), phone: orEmpty(30), note: orEmpty(100) })
export const doorForm = z.object({ id: formId, code: line(40) })
export const failForm = z.object({ id: formId, reason: line(200) })
export const delivererForm = z.object({ id: formId, number: line(20) })
