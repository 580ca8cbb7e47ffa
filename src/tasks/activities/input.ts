import { z } from 'zod'
import { fromCityTime } from '../../kit/clock.ts'
import { formId, line, lines, optional, whole } from '../../web/form.ts'
import { categories, lastSignUp, sizes } from './rules.ts'

/** Years that both databases and everybody's phone agree on. */
const isNear = (at: Date | undefined) => at !== undefined && at.getUTCFullYear() >= 2000 && at.getUTCFullYear() <= 2100

/** A `datetime-local` field, read in city time. */
const cityTime = z
  .string()
  .refine((text) => isNear(fromCityTime(text)))
  .transform((text) => fromCityTime(text) as Date)
const checked = z.preprocess((value) => value === '1', z.boolean())
const degrees = (max: number) => optional(z.coerce.number().min(-max).max(max)).transform((value) => value ?? null)
const orEmpty = <Schema extends z.ZodType<string>>(schema: Schema) => optional(schema).transform((text) => text ?? '')

const common = {
  kind: z.enum(['point_task', 'volunteer']),
  category: z.enum(categories),
  title: line(60),
  description: lines(3000),
  areaId: z.string().min(1).max(40),
  place: line(120),
  latitude: degrees(90),
  longitude: degrees(180),
  radiusMeters: optional(whole(20, 5000)).transform((meters) => meters ?? null),
  capacity: whole(1, 10_000),
  minAge: optional(whole(0, 99)).transform((years) => years ?? 0),
  requirements: orEmpty(lines(500)),
  riskNotice: orEmpty(lines(1000)),
  beneficiary: orEmpty(line(120)),
  contact: line(120),
  size: optional(z.enum(sizes)).transform((size) => size ?? null),
  checkIn: z.enum(['rotating', 'staff', 'either', 'none']),
  evidencePhotosMin: optional(whole(0, 9)).transform((count) => count ?? 0),
  evidenceUnit: orEmpty(line(10)),
}

/** The desk's one-screen form. Signing up ends when it begins, unless an earlier moment is given. */
export const activityForm = z
  .object({
    ...common,
    id: formId,
    startsAt: cityTime,
    endsAt: cityTime,
    signUpUntil: optional(cityTime),
    waitlist: checked,
    localsOnly: checked,
    evidenceText: checked,
  })
  .transform(withSignUp)

/** The same for a change: with the version it was drawn from. */
export const activityEditForm = z
  .object({
    ...common,
    version: whole(1, 1_000_000),
    startsAt: cityTime,
    endsAt: cityTime,
    signUpUntil: optional(cityTime),
    waitlist: checked,
    localsOnly: checked,
    evidenceText: checked,
  })
  .transform(withSignUp)

const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isNear(new Date(text)))
  .transform((text) => new Date(text))

const jsonFields = z.object({
  kind: common.kind,
  category: common.category,
  title: common.title,
  description: common.description,
  areaId: common.areaId,
  place: common.place,
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  radiusMeters: z.int().min(20).max(5000).nullable(),
  startsAt: instant,
  endsAt: instant,
  signUpUntil: instant.optional(),
  capacity: z.int().min(1).max(10_000),
  waitlist: z.boolean(),
  localsOnly: z.boolean(),
  minAge: z.int().min(0).max(99),
  requirements: z.string().max(500),
  riskNotice: z.string().max(1000),
  beneficiary: z.string().max(120),
  contact: common.contact,
  size: z.enum(sizes).nullable(),
  checkIn: common.checkIn,
  evidencePhotosMin: z.int().min(0).max(9),
  evidenceText: z.boolean(),
  evidenceUnit: z.string().max(10),
})

/** The JSON API's body of a new draft. */
export const activityJson = jsonFields.extend({
  latitude: jsonFields.shape.latitude.default(null),
  longitude: jsonFields.shape.longitude.default(null),
  radiusMeters: jsonFields.shape.radiusMeters.default(null),
  waitlist: z.boolean().default(true),
  localsOnly: z.boolean().default(false),
  minAge: jsonFields.shape.minAge.default(0),
  requirements: jsonFields.shape.requirements.default(''),
  riskNotice: jsonFields.shape.riskNotice.default(''),
  beneficiary: jsonFields.shape.beneficiary.default(''),
  size: jsonFields.shape.size.default(null),
  evidencePhotosMin: jsonFields.shape.evidencePhotosMin.default(0),
  evidenceText: z.boolean().default(false),
  evidenceUnit: jsonFields.shape.evidenceUnit.default(''),
})

/** And of a change: only what is sent, from the version it was read in. Without defaults, so that absent stays as it is. */
export const activityPatch = jsonFields.partial().extend({ version: z.int() })

type Times = {
  startsAt: Date
  endsAt: Date
  signUpUntil?: Date | undefined
  checkIn: 'rotating' | 'staff' | 'either' | 'none'
}

export function withSignUp<Input extends Times>(input: Input): Omit<Input, 'signUpUntil'> & { signUpUntil: Date } {
  return { ...input, signUpUntil: input.signUpUntil ?? lastSignUp(input) }
}

/** Everything about an activity that its publisher writes. */
export type ActivityFields = Omit<z.output<typeof activityForm>, 'id'>

export const fieldNames = [
  'kind',
  'category',
  'title',
  'description',
  'areaId',
  'place',
  'latitude',
  'longitude',
  'radiusMeters',
  'startsAt',
  'endsAt',
  'signUpUntil',
  'capacity',
  'waitlist',
  'localsOnly',
  'minAge',
  'requirements',
  'riskNotice',
  'beneficiary',
  'contact',
  'size',
  'checkIn',
  'evidencePhotosMin',
  'evidenceText',
  'evidenceUnit',
] as const satisfies readonly (keyof ActivityFields)[]

/** What its publisher wrote, out of a whole row: for copies, series, and both versions side by side. */
export const fieldsOf = (activity: ActivityFields): ActivityFields =>
  Object.fromEntries(fieldNames.map((name) => [name, activity[name]])) as ActivityFields
