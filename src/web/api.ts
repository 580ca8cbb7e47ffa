import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Tx } from '../../db/database.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { line } from './form.ts'
import { type By, doneOnce } from './once.ts'
import { tableFile } from './table-file.ts'

/** A room's JSON face. Input that does not fit is refused as `input_invalid` with the fields named. */
export const newApi = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success)
        throw new Refusal('invalid', 'input_invalid', { fields: z.flattenError(result.error).fieldErrors })
    },
  })

/** The sender's id of an act: the `Idempotency-Key` header, which every POST of the API takes. */
export function idempotencyKey(c: Context<Env>): string {
  const key = c.req.header('idempotency-key') ?? c.var.requestId
  if (!/^[\w-]{8,100}$/.test(key)) throw new Refusal('invalid', 'idempotency_key_invalid')
  return key
}

export type { By }

/** Does an act once for its `Idempotency-Key`. @returns what it answered the first time */
export const acted = <Answer>(
  c: Context<Env>,
  content: readonly unknown[],
  work: (tx: Tx, by: By) => Promise<Answer>,
): Promise<Answer> => doneOnce(c, { key: idempotencyKey(c), content }, work)

/** Only what was sent: an absent field stays as it is. */
export const sentOf = <Given extends object>(given: Given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: Exclude<Given[Name], undefined>
  }

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    details: z.record(z.string(), z.unknown()),
    instance: z.string(),
  })
  .openapi('Problem')

const problemContent = { 'application/problem+json': { schema: Problem } }

/** The refusals an address may answer with, for its OpenAPI description. */
export const problems = {
  401: { description: 'Not signed in', content: problemContent },
  403: { description: 'Not allowed', content: problemContent },
  404: { description: 'Not found', content: problemContent },
  409: { description: 'Refused by a rule; `code` says which', content: problemContent },
  422: { description: 'Input that does not fit', content: problemContent },
  429: { description: 'Too many requests', content: problemContent },
  503: { description: 'Busy; send the same again after Retry-After', content: problemContent },
}

export const answers = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** For `request.body` of a route. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** For `request.body` of a route that takes a table in the field `file`: CSV, with or without a BOM, in UTF-8 or GB18030. */
export const tableBody = (megabytesMax: number) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: z.object({ file: tableFile(megabytesMax).openapi({ type: 'string', format: 'binary' }) }),
    },
  },
})

/** A trimmed line of text in a body. */
export const text = (max: number) => line(max).openapi({ type: 'string', maxLength: max })

/** The version of what a body changes. */
export const versionRead = (min = 1) =>
  z.int().min(min).openapi({ description: 'The version that was read; an older one is refused with both' })

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\w-]{8,100}$/)
    .optional()
    .openapi({
      description: 'Your id of this act. The same id again gets the first answer.',
      example: 'c0ffee00-0000-4000-8000-000000000001',
    }),
})

export { createRoute, z } from '@hono/zod-openapi'
