import { z } from 'zod'
import { merchantKinds } from '../../../db/schema/merchants.ts'
import { Refusal } from '../../kit/refusal.ts'
import { photoFiles } from '../../photos/upload.ts'
import { formId, line, optional } from '../../web/form.ts'
import { readUnifiedCode } from '../codes.ts'
import type { ApplicationFields } from './actions.ts'

export const calendarDay = z.iso.date()

export const applicationForm = z.object({
  id: formId,
  name: line(40),
  unifiedCode: line(40),
  kind: z.enum(merchantKinds),
  address: line(80),
  areaId: z.string().min(1).max(40),
  /** Left empty for a licence that holds for good. */
  licenceUntil: optional(calendarDay),
  photos: photoFiles,
})

type Typed = Omit<z.output<typeof applicationForm>, 'id' | 'photos'>

/** @throws Refusal `merchant_code_invalid` */
export function applicationFields({
  name,
  kind,
  address,
  areaId,
  licenceUntil,
  unifiedCode,
}: Typed): ApplicationFields {
  const code = readUnifiedCode(unifiedCode)
  if (!code) throw new Refusal('invalid', 'merchant_code_invalid', { field: 'unifiedCode' })
  return { name, kind, address, areaId, licenceUntil, unifiedCode: code }
}

export const licencePhotosMax = 3
