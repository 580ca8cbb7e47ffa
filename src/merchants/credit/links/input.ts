import { z } from 'zod'
import { creditFields } from '../../../../db/schema/credit.ts'
import { formId, line, whole } from '../../../web/form.ts'

const listed = (value: unknown) => (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value])

export const fieldList = z.preprocess(listed, z.array(z.enum(creditFields)).min(1).max(creditFields.length))

/** Longer than the city's terms allow is shortened to what they allow. */
export const wishFields = {
  bankId: z.string().min(1).max(100),
  purpose: line(100),
  fields: fieldList,
  days: whole(1, 90),
}

export const wishForm = z.object({ id: formId, ...wishFields })
