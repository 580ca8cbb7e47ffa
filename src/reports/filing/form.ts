import type { Context } from 'hono'
import { z } from 'zod'
import { isSignedIn } from '../../kit/actor.ts'
import type { Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional } from '../../web/form.ts'
import { type Answers, checkedAnswers } from '../categories/rules.ts'
import type { Category } from '../queries.ts'
import { wordsMax } from '../rules.ts'

const degrees = (max: number) => optional(z.coerce.number().min(-max).max(max))

/** The page of the snap. What a category asks comes beside it, see `answersIn`. */
export const snapForm = z.looseObject({
  id: formId,
  words: optional(lines(wordsMax)),
  categoryId: optional(z.string().max(40)),
  latitude: degrees(90),
  longitude: degrees(180),
  placeFrom: z.enum(['device', 'photo', 'pin', 'address']).catch('address'),
  address: optional(line(200)),
  areaId: optional(z.string().max(40)),
  anonymous: z.preprocess((value) => value === '1', z.boolean()),
  againOf: optional(z.string().max(60)),
  /** Where the map was pressed, and what it showed. */
  'pin.x': optional(z.coerce.number().int().min(0).max(2000)).catch(undefined),
  'pin.y': optional(z.coerce.number().int().min(0).max(2000)).catch(undefined),
  pinBox: optional(z.string().max(100)),
  /** The button: to send, to send although others are alike, to change something, or to join the report named. */
  act: z
    .string()
    .regex(/^(send|distinct|edit|join:[\w-]{1,60})$/)
    .catch('send'),
})
export type SnapInput = z.output<typeof snapForm>

/** The field of a category's question: categories may ask under the same code. */
export const answerField = (categoryId: string, code: string) => `answer.${categoryId}.${code}`

/** Whoever asks: a category, or another system that a report is passed on to. */
export type Asking = Pick<Category, 'id' | 'questions'>

export function answersIn(form: Record<string, unknown>, { id, questions }: Asking): Answers {
  const given = questions.flatMap(({ code, datatype }) => {
    const value = form[answerField(id, code)]
    const texts = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
    if (texts.length === 0) return []
    // Several choices that were carried on through another page come as one text.
    return [[code, datatype === 'multivaluelist' ? texts.flatMap((text) => text.split(',')) : texts] as const]
  })
  return Object.fromEntries(given)
}

/** A signed-out visitor can only file without a name. */
export const isAnonymous = (c: Context<Env>, { anonymous }: Pick<SnapInput, 'anonymous'>) =>
  anonymous || !isSignedIn(c.var.actor)

export const positionIn = ({ latitude, longitude }: Pick<SnapInput, 'latitude' | 'longitude'>): Position | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }

/** A question that is not answered is shown under its own category. */
export function checked(category: Asking, answers: Answers): Answers {
  try {
    return checkedAnswers(category.questions, answers)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const field = answerField(category.id, String(refusal.details.code))
    throw new Refusal(refusal.kind, refusal.code, { ...refusal.details, field })
  }
}
