import { z } from 'zod'
import { type CategoryQuestion, matters } from '../../../db/schema/reports.ts'
import { line, lines, optional, whole } from '../../web/form.ts'
import type { Category } from '../queries.ts'
import type { CategoryFields } from './rules.ts'

export const questionsMax = 8
export const datatypes = ['singlevaluelist', 'multivaluelist', 'string', 'text', 'number', 'datetime'] as const

/** Office hours with a decimal point: 6.5 is a working day. */
const hours = z
  .string()
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(z.string().regex(/^\d{1,4}(\.\d{1,2})?$/))
  .transform(Number)
  .pipe(z.number().min(0.1).max(2000))

const questionShape = (at: number) => ({
  [`q${at}Code`]: optional(line(40)),
  [`q${at}Type`]: optional(z.enum(datatypes)),
  [`q${at}Required`]: optional(z.literal('1')),
  [`q${at}Shown`]: optional(z.literal('1')),
  [`q${at}Zh`]: optional(line(200)),
  [`q${at}En`]: optional(line(200)),
  [`q${at}HelpZh`]: optional(line(200)),
  [`q${at}HelpEn`]: optional(line(200)),
  [`q${at}Values`]: optional(lines(2000)),
})

const fields = {
  groupZh: line(40),
  groupEn: line(60),
  nameZh: line(40),
  nameEn: line(60),
  descriptionZh: line(200),
  descriptionEn: line(300),
  keywords: optional(lines(2000)),
  matter: z.enum(matters),
  urgency: z.enum(['normal', 'urgent']),
  reportInHours: hours,
  resolveHours: hours,
  isPrivate: optional(z.literal('1')),
  isPlaceExact: optional(z.literal('1')),
  position: whole(0, 9999),
  act: z.enum(['save', 'try']).default('save'),
  ...(Object.assign({}, ...Array.from({ length: questionsMax }, (_, at) => questionShape(at))) as Record<never, never>),
}

const version = whole(1, 1_000_000_000)
export const newCategoryForm = z.object({ id: line(40), kind: z.enum(['problem', 'praise']), ...fields })
export const changeCategoryForm = z.object({ version, ...fields })
export const endForm = z.object({ version, step: z.enum(['end', 'resume']) })

type Typed = Record<string, unknown> & {
  groupZh: string
  groupEn: string
  nameZh: string
  nameEn: string
  descriptionZh: string
  descriptionEn: string
  keywords?: string | undefined
  matter: Category['matter']
  urgency: Category['urgency']
  reportInHours: number
  resolveHours: number
  isPrivate?: string | undefined
  isPlaceExact?: string | undefined
  position: number
}

export function fieldsOf(typed: Typed): CategoryFields {
  return {
    groupName: { zh: typed.groupZh, en: typed.groupEn },
    name: { zh: typed.nameZh, en: typed.nameEn },
    description: { zh: typed.descriptionZh, en: typed.descriptionEn },
    keywords: listed(typed.keywords),
    matter: typed.matter,
    urgency: typed.urgency,
    questions: Array.from({ length: questionsMax }, (_, at) => questionOf(typed, at)).filter(
      (each) => each !== undefined,
    ),
    reportInMinutes: Math.round(typed.reportInHours * 60),
    resolveMinutes: Math.round(typed.resolveHours * 60),
    isPrivate: typed.isPrivate === '1',
    isPlaceExact: typed.isPlaceExact === '1',
    position: typed.position,
  }
}

const listed = (text: string | undefined) => [
  ...new Set(
    (text ?? '')
      .split(/[\n,，、;；]+/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]

/** A question without a code and a label is none: emptying both takes it away. */
function questionOf(typed: Record<string, unknown>, at: number): CategoryQuestion | undefined {
  const text = (name: string) => (typeof typed[`q${at}${name}`] === 'string' ? (typed[`q${at}${name}`] as string) : '')
  const [zh, en, helpZh] = [text('Zh'), text('En'), text('HelpZh')]
  if (!text('Code') && !zh) return undefined
  const datatype = (text('Type') || 'string') as CategoryQuestion['datatype']
  const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist'
  return {
    ...{ code: text('Code'), datatype, required: text('Required') === '1', variable: text('Shown') !== '1' },
    label: { zh: zh || en, en: en || zh },
    ...(helpZh && { help: { zh: helpZh, en: text('HelpEn') || helpZh } }),
    ...(isList && {
      values: text('Values')
        .split('\n')
        .map(choiceOf)
        .filter(({ key }) => key !== ''),
    }),
  }
}

/** `rain=雨=Rain` */
function choiceOf(row: string): { key: string; zh: string; en: string } {
  const [key = '', zh = '', en = ''] = row.split(/[=＝]/).map((part) => part.trim())
  return { key, zh: zh || key, en: en || zh || key }
}

/** A stored category as its form shows it. */
export function valuesOf(category: Category): Record<string, string> {
  const { groupName, name, description, keywords, questions } = category
  const values: Record<string, string> = {
    ...{ groupZh: groupName.zh, groupEn: groupName.en, nameZh: name.zh, nameEn: name.en },
    ...{ descriptionZh: description.zh, descriptionEn: description.en, keywords: keywords.join('、') },
    ...{ matter: category.matter, urgency: category.urgency, position: String(category.position) },
    ...{ reportInHours: String(category.reportInMinutes / 60), resolveHours: String(category.resolveMinutes / 60) },
    isPrivate: category.isPrivate ? '1' : '',
    isPlaceExact: category.isPlaceExact ? '1' : '',
  }
  for (const [at, question] of questions.entries())
    Object.assign(values, {
      [`q${at}Code`]: question.code,
      [`q${at}Type`]: question.datatype,
      [`q${at}Required`]: question.required ? '1' : '',
      [`q${at}Shown`]: question.variable ? '' : '1',
      [`q${at}Zh`]: question.label.zh,
      [`q${at}En`]: question.label.en,
      [`q${at}HelpZh`]: question.help?.zh ?? '',
      [`q${at}HelpEn`]: question.help?.en ?? '',
      [`q${at}Values`]: (question.values ?? []).map(({ key, zh, en }) => `${key}=${zh}=${en}`).join('\n'),
    })
  return values
}
