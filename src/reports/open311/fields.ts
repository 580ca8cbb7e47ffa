import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Env } from '../../web/env.ts'
import { limit } from '../../web/limits.ts'
import { type ApiKey, keyBrought } from './keys.ts'
import { bad, Faults } from './rules.ts'

/** A posted form: every text by its name, in order, and the files. An empty value counts as absent. */
export type Sent = { texts: ReadonlyMap<string, readonly string[]>; files: readonly File[]; bodyHash: string }

const fileFields = /^(media|files?|photo\d*)(\[\])?$/

/** @throws Faults for a body that cannot be read */
export async function readSent(c: Context<Env>): Promise<Sent> {
  const form = await c.req.formData().catch(() => {
    throw new Faults(bad('请求体要用 application/x-www-form-urlencoded 或 multipart/form-data'))
  })
  const texts = new Map<string, string[]>()
  const files: File[] = []
  const hash = createHash('sha256')
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') {
      // No database of ours keeps it, and nobody types it.
      const text = value.replaceAll('\0', '')
      if (text.trim() === '') continue
      texts.set(name, [...(texts.get(name) ?? []), text])
      hash.update(`${name}\0${value}\0`)
    } else if (fileFields.test(name) && value.size > 0) {
      files.push(value)
      hash.update(`${name}\0`).update(new Uint8Array(await value.arrayBuffer()))
    }
  }
  return { texts, files, bodyHash: hash.digest('base64url') }
}

export const first = ({ texts }: Pick<Sent, 'texts'>, name: string): string | undefined => texts.get(name)?.[0]?.trim()

/**
 * The key that came in the body or the address, counted against its own limit.
 *
 * @throws Faults (403), Refusal `too_many_requests`
 */
export async function keyOf(c: Context<Env>, sent: Pick<Sent, 'texts'> | undefined): Promise<ApiKey> {
  const key = await keyBrought(
    c.var.db,
    c.var.secrets,
    (sent && first(sent, 'api_key')) ?? c.req.query('api_key') ?? '',
  )
  if (!key) throw new Faults({ code: 403, description: 'api_key 缺失、错误或已停用' })
  await limit('open311_key', key.perMinute, 60)(c, key.id)
  return key
}
