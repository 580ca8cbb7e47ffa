import { z } from 'zod'
import { donorKinds, legalKinds, lineKinds } from '../../db/schema/donations.ts'
import { photoFiles } from '../photos/upload.ts'
import { formId, line, lines, optional, whole } from '../web/form.ts'

const ticked = optional(z.literal('1')).transform((value) => value === '1')
const calendarDay = z.iso.date()
const version = whole(1, 1_000_000_000)

/** `12.5` as hundredths or thousandths of a piece. */
const decimal = (places: number, whole: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().regex(new RegExp(`^\\d{1,${whole}}(\\.\\d{1,${places}})?$`)))
    .transform((text) => Math.round(Number(text) * 10 ** places))

const creditCode = z.string().transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())

export const bodyForm = z.object({
  organizationId: line(100),
  legalKind: z.enum(legalKinds),
  creditCode: creditCode.pipe(z.string().max(18)),
  emergency: optional(line(100)),
  version: optional(version),
})

export const donorForm = z.object({
  id: formId,
  storeId: line(100),
  kind: z.enum(donorKinds),
  name: optional(line(60)),
  phone: optional(line(40)),
  creditCode: optional(creditCode.pipe(z.string().max(18))),
  wallName: optional(line(30)),
})

export const wallForm = z.object({ wallName: optional(line(30)), version })

export const donationForm = z.object({
  id: formId,
  donorId: line(100),
  bodyId: line(100),
  storeId: line(100),
  givenOn: calendarDay,
  note: optional(lines(500)),
  receiptWaived: ticked,
})

export const lineForm = z
  .object({
    id: formId,
    kind: z.enum(lineKinds),
    itemId: optional(line(100)),
    name: optional(line(60)),
    quantity: optional(whole(1, 1_000_000)),
    kilograms: optional(decimal(3, 6)),
    unitValue: optional(decimal(2, 8)),
    expiresOn: optional(calendarDay),
    freeFrom: optional(calendarDay),
    freeUntil: optional(calendarDay),
    forAreaId: optional(line(100)),
    forNeed: ticked,
    purpose: optional(line(200)),
  })
  .transform(({ kilograms, unitValue, quantity, ...rest }) => ({
    ...rest,
    quantity: rest.kind === 'goods' ? quantity : 1,
    grams: kilograms,
    unitValueFen: unitValue,
  }))
  .refine(({ quantity }) => quantity !== undefined, { path: ['quantity'] })
  .refine(({ kind, unitValueFen }) => kind === 'goods' || Boolean(unitValueFen), { path: ['unitValue'] })
  .transform((given) => ({ ...given, quantity: given.quantity ?? 1 }))

export const moneyUseForm = z.object({
  id: formId,
  sense: z.enum(['use', 'take_back']),
  amount: decimal(2, 8).pipe(z.number().min(1)),
  what: line(200),
  receiptNumber: line(60),
  usedOn: calendarDay,
})
export const moneyAnswerForm = z.object({ reason: optional(line(200)) })

export const changeForm = z.object({
  id: formId,
  reason: line(200),
  forAreaId: optional(line(100)),
  forNeed: ticked,
  purpose: optional(line(200)),
})
export const paperForm = z.object({ photos: photoFiles })
export const answerForm = z.object({ answer: z.enum(['agree', 'refuse']) })
export const answerByCodeForm = answerForm.extend({
  ticket: z.string().max(4000),
  code: z.string().trim().min(1).max(40),
})

export const stepForm = z.object({ version })
export const reasonForm = z.object({ version, reason: line(200) })
export const recallForm = z.object({ id: formId, reason: line(200) })
export const inspectForm = z
  .object({ version, why: optional(line(200)) })
  .catchall(z.unknown())
  .transform(({ version, why = '', ...rest }) => ({ version, why, rejected: rejectedOf(rest) }))

/** `rejected-<line id>` → pieces; what is no whole number counts as none typed. */
function rejectedOf(fields: Record<string, unknown>): Record<string, number> {
  const typed = Object.entries(fields).flatMap(([name, value]): [string, number][] => {
    const pieces = whole(0, 1_000_000).safeParse(value)
    return name.startsWith('rejected-') && pieces.success ? [[name.slice('rejected-'.length), pieces.data]] : []
  })
  return Object.fromEntries(typed)
}

export const shelveForm = z.object({ id: formId, storeId: line(100), quantity: whole(1, 1_000_000) })
