import { z } from 'zod'
import type { Statement } from './rules.ts'

const text = z.string().max(20_000)
const balances = z.record(z.string().max(200), z.int())
const transfer = z.strictObject({
  ...{ id: text, debitId: text, creditId: text, points: z.int(), kind: text, causeKind: text, causeId: text },
  ...{ zh: text, en: text, details: text, ruleVersionId: text.nullable(), actorHash: text },
  ...{ reverses: text.nullable(), appealUntil: text.nullable(), at: text },
})
const proof = z.strictObject({
  day: z.iso.date(),
  position: z.int().nonnegative(),
  size: z.int().positive(),
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64),
})
const entry = z.strictObject({ accountId: text, points: z.int(), balance: z.int().nullable() })
const line = z.strictObject({ transfer, entries: z.array(entry).max(4), seq: z.int(), proof: proof.nullable() })

const statement = z.strictObject({
  format: z.literal('rongyu-statement-2'),
  ...{ ownerId: text, month: z.string().regex(/^\d{4}-\d{2}$/), opening: balances, closing: balances },
  lines: z.array(line).max(5000),
  issuedAt: z.iso.datetime(),
  seal: z.strictObject({ keyId: z.string().max(100), signature: z.string().max(200) }),
})

/** A statement as somebody hands it in, from anywhere; undefined when it is none. */
export function readStatement(given: string): Statement | undefined {
  try {
    return statement.parse(JSON.parse(given))
  } catch {
    return undefined
  }
}
