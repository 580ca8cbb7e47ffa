import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { asRefusal } from '../../web/errors.tsx'
import { sparkJson, sparkXml, type Tree } from '../../web/spark.ts'
import { tellRetryAfter } from '../../web/status.ts'
import { sentenceOf } from '../../web/words.ts'
import { Faults, unknown } from './rules.ts'
import { singulars } from './shape.ts'

/** `xml` or `json`, by the ending of the address. */
export type Format = 'xml' | 'json'

/** @throws Faults (404) for another ending */
export function formatOf(c: Context<Env>): Format {
  const ending = /\.(\w+)$/.exec(c.req.path)?.[1]
  if (ending === 'xml' || ending === 'json') return ending
  throw new Faults(unknown('只有 .xml 和 .json'))
}

const types: Record<Format, string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** One description in the format asked for. What is read may be read from any site: nothing of it is personal. */
export function answer(c: Context<Env>, root: string, tree: Tree, status: ContentfulStatusCode = 200): Response {
  let format: Format = 'xml'
  try {
    format = formatOf(c)
  } catch {
    // An address with another ending is answered in the format that every client of the standard reads.
  }
  if (c.req.method === 'GET') c.header('Access-Control-Allow-Origin', '*')
  const body = format === 'xml' ? sparkXml(root, tree, singulars) : sparkJson(tree)
  return c.body(body, status, { 'Content-Type': types[format] })
}

/** Everything that was wrong, in the format asked for. GeoReport knows 404, 403 and 400; 429 and 503 are ours. */
export function answerFaults(thrown: unknown, c: Context<Env>): Response {
  const error = asRefusal(thrown)
  if (error instanceof Faults) {
    const [first] = error.faults
    return answer(c, 'errors', [...error.faults], (first?.code ?? 400) as ContentfulStatusCode)
  }
  if (error instanceof Refusal) {
    tellRetryAfter(c, error)
    const code = error.kind === 'too_many' ? 429 : error.kind === 'busy' ? 503 : error.kind === 'missing' ? 404 : 400
    const description = sentenceOf(c.var.words, error.code, error.details, 'zh')
    return answer(c, 'errors', [{ code, description }], code)
  }
  c.var.log.error({ err: error, requestId: c.var.requestId }, 'unexpected')
  return answer(c, 'errors', [{ code: 500, description: '系统出了差错，请稍后再试。' }], 500)
}
