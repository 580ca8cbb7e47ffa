// Not from zod itself: schemas made before this was loaded would lack `openapi`, which the API’s routes call.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { statusOf, tellRetryAfter } from './status.ts'
import { type Say, sentenceOf } from './words.ts'

/** A form that has to be shown again: what was typed, and a sentence at each field that was wrong. */
export type Tried = {
  values: Record<string, string>
  errors: Record<string, string[]>
  /** A sentence for the whole form, when the rule that said no belongs to no single field. */
  alert?: string | undefined
  refusal?: Refusal | undefined
}

type Again = (tried: Tried) => Response | Promise<Response>

/**
 * Reads a posted form, checks it with zod, and does the work. A mistake shows the same form again, filled in,
 * with status 422; a refusal of the work does so with the refusal's own status.
 *
 * @param again draws the form with what was tried; its status is set here
 * @example return submitted(c, newTask, (input) => …303…, (tried) => page(c, …, <TaskForm tried={tried} />))
 */
export async function submitted<Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  work: (input: z.output<Schema>) => Promise<Response>,
  again: Again,
): Promise<Response> {
  const body = await readForm(c)
  const values = textsOf(body)
  const parsed = schema.safeParse(body, { error: (issue) => fieldSentence(issue, c.var.t) })
  if (!parsed.success) {
    const alert = sentenceOf(c.var.words, 'input_invalid', {}, c.var.lang)
    c.status(422)
    return again({ values, errors: z.flattenError(parsed.error).fieldErrors as Tried['errors'], alert })
  }
  try {
    return await work(parsed.data)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'signed_out') throw refusal
    const field = typeof refusal.details.field === 'string' ? refusal.details.field : undefined
    const sentence = sentenceOf(c.var.words, refusal.code, refusal.details, c.var.lang)
    c.status(statusOf(refusal))
    tellRetryAfter(c, refusal)
    return again({ values, errors: field ? { [field]: [sentence] } : {}, alert: sentence, refusal })
  }
}

/**
 * Reads and checks a form that has nothing to show again (a button): a bad one is refused as a whole.
 *
 * @throws Refusal `input_invalid`
 */
export async function pressed<Schema extends z.ZodType>(c: Context<Env>, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readForm(c), { error: (issue) => fieldSentence(issue, c.var.t) })
  if (!parsed.success)
    throw new Refusal('invalid', 'input_invalid', { fields: z.flattenError(parsed.error).fieldErrors })
  return parsed.data
}

async function readForm(c: Context<Env>) {
  try {
    return await c.req.parseBody({ all: true })
  } catch {
    throw new Refusal('invalid', 'body_unreadable')
  }
}

/** Text values of a form, to show them again. Files are left out: a browser cannot be handed one back. */
function textsOf(body: Record<string, unknown>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') texts[name] = value
    else if (Array.isArray(value) && typeof value[0] === 'string') texts[name] = value.join(',')
  }
  return texts
}

/** A sentence a resident understands, for what zod calls an issue. A schema's own message wins over it. */
function fieldSentence(issue: z.core.$ZodRawIssue, t: Say): string | undefined {
  const input = inputOf(issue)
  const empty = input === undefined || input === ''
  if (empty && issue.code === 'invalid_value')
    return issue.values.length === 1 ? t('请勾选这一项。', 'Please tick this.') : t('请选一项。', 'Please choose one.')
  if (empty) return t('请填写这一项。', 'Please fill this in.')
  if (issue.code === 'too_big' && issue.origin === 'string')
    return t(`最多 ${issue.maximum} 个字。`, `At most ${issue.maximum} characters.`)
  if (issue.code === 'too_small' && issue.origin === 'string')
    return t(`至少 ${issue.minimum} 个字。`, `At least ${issue.minimum} characters.`)
  if (issue.code === 'too_big' && issue.origin === 'file') {
    const megabytes = Number(issue.maximum) / 1024 / 1024
    return t(`文件最大 ${megabytes} MB，请拆成几个再传。`, `At most ${megabytes} MB: divide it into several files.`)
  }
  if (issue.code === 'too_small' && issue.origin === 'file')
    return t('请选一个有内容的文件。', 'Choose a file with something in it.')
  if (issue.code === 'too_small' && issue.origin === 'array')
    return t(`至少选 ${issue.minimum} 项。`, `Choose at least ${issue.minimum}.`)
  if (issue.code === 'too_big' && issue.origin === 'array')
    return t(`最多选 ${issue.maximum} 项。`, `Choose at most ${issue.maximum}.`)
  if (issue.code === 'too_big') return t(`不能大于 ${issue.maximum}。`, `No more than ${issue.maximum}.`)
  if (issue.code === 'too_small') return t(`不能小于 ${issue.minimum}。`, `No less than ${issue.minimum}.`)
  if (issue.code === 'invalid_value') return t('请从列出的选项里选。', 'Please choose one of the options.')
  if (issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected))
    return t('这里只能填整数。', 'This takes a whole number.')
  return t('这一项的格式不对。', 'This is not in the right form.')
}

/** What was typed. A rule about several fields is given all of them, and names the one that it misses. */
function inputOf({ code, path, input }: z.core.$ZodRawIssue): unknown {
  const [name] = code === 'custom' ? (path ?? []) : []
  const isForm = input instanceof Object && Object.getPrototypeOf(input) === Object.prototype
  return isForm && name !== undefined ? (input as Record<PropertyKey, unknown>)[name] : input
}

/** The id that a form carries in its hidden field, so that sending it twice does one thing. */
export const formId = z.string().regex(/^[\w-]{8,100}$/)

/** A trimmed line of text, its characters in composed form (NFC), without control characters. */
export const line = (max: number) => z.string().transform(cleanLine).pipe(z.string().min(1).max(max))

/** The same, which may be empty. */
export const lineOrNone = (max: number) => z.string().transform(cleanLine).pipe(z.string().max(max))

/** Several lines of text; line breaks stay. */
export const lines = (max: number) => z.string().transform(cleanLines).pipe(z.string().min(1).max(max))

/** A day of the calendar, such as `2026-03-01`; the 30th of February is none. */
export const calendarDay = z.iso.date()

/** A field that may stay empty: '' counts as absent. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())

/** A whole number typed into a form; full-width digits count as digits. */
export const whole = (min: number, max: number) => z.preprocess(typedNumber, z.number().int().min(min).max(max))

function typedNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const typed = value.normalize('NFKC').trim()
  if (typed === '') return undefined
  return /^-?\d+$/.test(typed) ? Number(typed) : Number.NaN
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g
/** As `lines` keeps a text that comes by another way than a form. */
export const cleanLines = (text: string) =>
  text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(controls, '').trim()
/** As `line` keeps it. */
export const cleanLine = (text: string) => cleanLines(text).replace(/\s+/g, ' ')
