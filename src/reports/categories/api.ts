import { matters } from '../../../db/schema/reports.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader,
  jsonBody,
  newApi,
  problems,
  sentOf,
  text,
  versionRead,
  z,
} from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import type { Category } from '../queries.ts'
import { addCategory, changeCategory, endCategory } from './actions.ts'
import { datatypes, questionsMax } from './forms.ts'
import { allCategories, categoryById } from './queries.ts'
import type { CategoryFields } from './rules.ts'

const tags = ['reports at the desk']
const version = versionRead()
const params = z.object({ id: z.string().max(40) })

const both = (max: number) => z.object({ zh: text(max), en: text(max) })
const minutes = z.int().min(1).max(120_000).openapi({ description: 'In office time' })

const Question = z
  .object({
    code: text(40),
    datatype: z.enum(datatypes),
    required: z.boolean(),
    variable: z.boolean(),
    label: both(200),
    help: both(200).optional(),
    values: z
      .array(z.object({ key: text(40), zh: text(200), en: text(200) }))
      .max(100)
      .optional(),
  })
  .openapi('CategoryQuestion')

const fields = {
  groupName: both(60),
  name: both(60),
  description: both(300),
  keywords: z
    .array(text(60))
    .max(300)
    .transform((words) => [...new Set(words)]),
  matter: z.enum(matters),
  urgency: z.enum(['normal', 'urgent']),
  questions: z.array(Question).max(questionsMax),
  reportInMinutes: minutes,
  resolveMinutes: minutes,
  isPrivate: z.boolean().openapi({ description: 'Made private, it hides what was filed before as well' }),
  isPlaceExact: z.boolean().openapi({ description: 'Its reports are shown exactly where they are' }),
  position: z.int().min(0).max(9999),
}

const CategoryAtDesk = z
  .object({ id: z.string(), kind: z.enum(['problem', 'praise']), ...fields, isEnded: z.boolean(), version: z.int() })
  .openapi('ReportCategoryAtDesk')
type AtDesk = z.output<typeof CategoryAtDesk>

const one = { 200: answers('The category', CategoryAtDesk), ...problems }

const list = createRoute({
  method: 'get',
  path: '/desk/report-categories',
  ...{ tags, summary: 'Every category with its keywords and clocks, ended ones too' },
  middleware: [may.be('dispatcher', 'auditor', 'admin')] as const,
  responses: { 200: answers('The categories', z.object({ categories: z.array(CategoryAtDesk) })), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/desk/report-categories',
  ...{ tags, summary: 'Add a category; its id and its kind are for good' },
  middleware: [may.be('admin')] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(z.object({ id: text(40), kind: z.enum(['problem', 'praise']), ...fields })),
  },
  responses: { 201: answers('The category', CategoryAtDesk), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/desk/report-categories/{id}',
  ...{ tags, summary: 'Change some of a category, such as its keywords; what is left out stays' },
  middleware: [may.be('admin')] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object(fields).partial().extend({ version })) },
  responses: one,
})

const end = createRoute({
  method: 'post',
  path: '/desk/report-categories/{id}/end',
  ...{ tags, summary: 'Take it out of the list of choices, or put it back' },
  middleware: [may.be('admin')] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ version, ends: z.boolean() })) },
  responses: one,
})

const fieldsOf = (category: Category): CategoryFields => {
  const { groupName, name, description, keywords, matter, urgency, questions, position } = category
  const { reportInMinutes, resolveMinutes, isPrivate, isPlaceExact } = category
  return {
    ...{ groupName, name, description, keywords, matter, urgency, questions, position },
    ...{ reportInMinutes, resolveMinutes, isPrivate, isPlaceExact },
  }
}

const shown = (category: Category): AtDesk => ({
  ...{ id: category.id, kind: category.kind, ...fieldsOf(category) },
  ...{ isEnded: category.endedAt !== null, version: category.version },
})

/** The categories of the city, for programs that look after them. */
export const categoriesApi = newApi()
  .openapi(list, async (c) => c.json({ categories: (await allCategories(c.var.db)).map(shown) }, 200))
  .openapi(add, async (c) => {
    const given = c.req.valid('json')
    const added = await acted(c, [c.req.path, given], async (tx, by) => {
      const { id, kind, ...fields } = given
      await addCategory(tx, { id, kind, fields, ...by })
      return shown(await categoryById(tx, id))
    })
    return c.json(added, 201)
  })
  .openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const changed = await acted(c, [c.req.path, given], async (tx, by) => {
      const { version, ...changes } = given
      const fields = { ...fieldsOf(await categoryById(tx, id)), ...sentOf(changes) }
      await changeCategory(tx, { id, fields, version, ...by })
      return shown(await categoryById(tx, id))
    })
    return c.json(changed, 200)
  })
  .openapi(end, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const ended = await acted(c, [c.req.path, given], async (tx, by) => {
      await endCategory(tx, { id, ...given, ...by })
      return shown(await categoryById(tx, id))
    })
    return c.json(ended, 200)
  })
