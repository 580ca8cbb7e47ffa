import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { words } from '../src/rooms.ts'
import { type Access, admits, type GuardedRoute, guardedRoutes } from '../src/web/guard.ts'
import { openTown, type Town } from './town.ts'

/** Everything that should not be sent, to every address, by somebody whom the address admits. */
const hostile = [
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  '\u202e分积\u200b',
  "'; drop table people; --",
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '=1+1',
  '../../etc/passwd',
  '一'.repeat(3000),
  '-1',
  '0.1',
  '1e308',
  '9223372036854775808',
  'NaN',
  '2026-02-30',
  '2026-99-99',
  '2026-02-30T25:61',
  '+275760-09-14T00:00:00Z',
  '9999-12-31',
  '[object Object]',
  '__proto__',
]
const hostileJson = [null, true, -1, 0.5, 1e308, 2 ** 53, [], {}, [null], { __proto__: null }, ...hostile]
const hostilePaths = [
  '%00',
  '%ff',
  '%F0%9F%92%A9',
  '..%2f..%2fetc%2fpasswd',
  'a'.repeat(3000),
  "'",
  '-1',
  '%252e%252e',
  'NaN',
]

// Thousands of requests, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const corpusFolder = '../shared/data/strings'
const corpusFiles = ['blns', 'hostile_values', 'path_traversal', 'qr_contents', 'sqli', 'unicode_equivalence', 'xss']
const hasCorpus = existsSync(corpusFolder)

const fieldNames = [
  ...new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => [...readFileSync(join('src', file), 'utf8').matchAll(/name="(\w+)"/g)])
      .map(([, name]) => name as string),
  ),
]

it('answers every form filled with nonsense in words', async () => {
  const town = await openTown()
  const wrong = await trouble(town, await formsOf(town), hostile.map(allFields))
  expect(wrong).toEqual([])
})

it('answers files where words are expected, and words where files are', async () => {
  const town = await openTown()
  const file = new File(['not a photo'], '../../etc/passwd', { type: 'image/jpeg' })
  const body = new FormData()
  for (const name of fieldNames) body.append(name, file)
  expect(await trouble(town, await formsOf(town), [body, 'not=a&form=%', '{"a":1}'])).toEqual([])
})

it.skipIf(!hasCorpus)(
  `answers the hostile strings${hasCorpus ? '' : ' (skipped: no corpus beside the checkout)'}`,
  async () => {
    const town = await openTown()
    const forms = await formsOf(town)
    // Every address meets some of the strings, and every string some of the addresses.
    const strings = corpusStrings()
    const wrong: string[] = []
    for (const [index, form] of forms.entries()) {
      const some = strings.filter((_, at) => at % 50 === index % 50)
      wrong.push(...(await trouble(town, [form], some.map(allFields))))
    }
    expect(wrong).toEqual([])
  },
)

it('answers every address with nonsense in its path and its query', async () => {
  const town = await openTown()
  const wrong: string[] = []
  for (const route of guardedRoutes(town.app).filter(({ method }) => method === 'GET')) {
    const cookie = await cookieFor(town, route.access as Access)
    const paths = /[:{]/.test(route.path) ? hostilePaths.map((nonsense) => withPath(route.path, nonsense)) : []
    const queries = hostile.map((text) => `${withPath(route.path, 'none')}?${queryOf(text)}`)
    for (const path of [...paths, ...queries]) wrong.push(...(await judged(town, 'GET', path, cookie)))
  }
  expect(wrong).toEqual([])
})

it('answers every wrong field of the API with a problem that has a known code', async () => {
  const town = await openTown()
  const wrong: string[] = []
  for (const { method, path, schema } of await operationsOf(town)) {
    const route = guardedRoutes(town.app).find(
      (known) => known.method === method && known.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}') === path,
    ) as GuardedRoute
    const cookie = await cookieFor(town, route.access as Access)
    const good = exampleOf(schema) as Record<string, unknown>
    const bodies = ['', '{', 'null', '[]', '"a"', ...Object.keys(good).flatMap((name) => spoiled(good, name))]
    for (const body of bodies) wrong.push(...(await judged(town, method, withPath(path, 'none'), cookie, body, true)))
  }
  expect(wrong).toEqual([])
})

async function trouble(town: Town, forms: GuardedRoute[], bodies: (FormData | string)[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { method, path, access } of forms) {
    const cookie = await cookieFor(town, access as Access)
    for (const body of bodies) wrong.push(...(await judged(town, method, withPath(path, 'none'), cookie, body)))
  }
  return wrong
}

/** Sends it; names what was wrong with the answer. */
async function judged(
  town: Town,
  method: string,
  path: string,
  cookie: string,
  body?: FormData | string,
  isJson = false,
): Promise<string[]> {
  const isForm = typeof body === 'string' && !isJson
  const answer = await town.app.request(path, {
    method,
    headers: {
      'Sec-Fetch-Site': 'same-origin',
      Cookie: cookie,
      ...(isJson ? { 'Content-Type': 'application/json' } : {}),
      ...(isForm ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(body === undefined ? {} : { body }),
  })
  const name = `${method} ${path.slice(0, 90)} ${typeof body === 'string' ? body.slice(0, 60) : sample(body)}`
  if (answer.status >= 500) return [`${name}: ${answer.status}`]
  if (!path.startsWith('/api/') || answer.status < 400) return []
  const problem = (await answer.json().catch(() => ({}))) as { code?: string }
  return problem.code && words[problem.code] ? [] : [`${name}: ${answer.status} without a known code`]
}

const sample = (form?: FormData) => JSON.stringify(form?.get(fieldNames[0] as string) ?? '').slice(0, 40)

const formsOf = async (town: Town) =>
  guardedRoutes(town.app).filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/'))

/** A new session of the first of the cast whom the address admits. */
async function cookieFor(town: Town, access: Access): Promise<string> {
  for (const who of ['adminZheng', 'clerkLi', 'reviewerSun', 'keeperMa', 'auditorWu', 'wangFang'] as const)
    if (admits(access, await town.actor(who))) return `session=${await town.sessions.open(who, 'test')}`
  return ''
}

function allFields(text: string): FormData {
  const form = new FormData()
  for (const name of fieldNames) form.append(name, text)
  return form
}

const queryNames = [...fieldNames, 'q', 'before', 'after', 'cursor', 'page', 'day', 'month', 'area', 'next']
const queryOf = (text: string) =>
  new URLSearchParams(Object.fromEntries(queryNames.map((name) => [name, text.slice(0, 50)]))).toString()

const withPath = (path: string, value: string) =>
  path
    .replace(/:\w+\{[^}]*\}/g, value)
    .replace(/[:{]\w+\}?\??/g, value)
    .replace('*', value)

function corpusStrings(): string[] {
  const lines = corpusFiles
    .filter((name) => existsSync(join(corpusFolder, `${name}.jsonl`)))
    .flatMap((name) => readFileSync(join(corpusFolder, `${name}.jsonl`), 'utf8').split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
  return lines.map((value) => (typeof value === 'string' ? value : String((value as { value?: unknown }).value)))
}

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  anyOf?: Schema[]
  $ref?: string
}

async function operationsOf(town: Town) {
  const answer = await town.as(undefined).get('/openapi.json')
  const { paths, components } = (await answer.json()) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
    components: { schemas: Record<string, Schema> }
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema
      if (!schema) return []
      const named = schema.$ref && components.schemas[schema.$ref.split('/').at(-1) as string]
      return [{ method: method.toUpperCase(), path, schema: named || schema }]
    }),
  )
}

/** Something the schema lets through, or nearly so. */
function exampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return exampleOf(schema.anyOf[0] as Schema)
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, exampleOf(of)]))
  if (schema.type === 'array') return [exampleOf(schema.items ?? {})]
  if (schema.type === 'integer' || schema.type === 'number') return 1
  return schema.type === 'boolean' ? true : 'something-quite-plain'
}

/** The same body with one field gone, and with one field spoiled in every way. */
function spoiled(good: Record<string, unknown>, name: string): string[] {
  const { [name]: _, ...without } = good
  return [without, ...hostileJson.map((value) => ({ ...good, [name]: value }))].map((body) => JSON.stringify(body))
}
