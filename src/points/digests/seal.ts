import { createPublicKey, verify } from 'node:crypto'
import type { Context } from 'hono'
import type { Db } from '../../../db/database.ts'
import { signerInUse } from '../../credentials/keys/actions.ts'
import { allKeys } from '../../credentials/keys/queries.ts'
import { signText } from '../../credentials/sign.ts'
import type { Env } from '../../web/env.ts'
import { statementOf } from '../statements/queries.ts'
import { canonical, type Statement } from './rules.ts'

/**
 * One's statement of a month, sealed by the city's key. The digests prove each line for good; the seal also covers what
 * they cannot: that no line was left out, the balances, and the lines of a day that is not over.
 */
export async function sealedStatement(c: Context<Env>, month: string): Promise<Statement> {
  const { db, atomically, secrets, actor } = c.var
  const now = c.var.now()
  const body = { ...(await statementOf(db, actor.id, month)), issuedAt: now.toISOString() }
  const signer = await atomically((tx) => signerInUse(tx, secrets, { now }))
  return { ...body, seal: { keyId: signer.keyId, signature: signText(signer, canonical(body)) } }
}

export type SealVerdict = 'right' | 'changed' | 'unknown_key'

/** Whether the city sealed this statement, and nothing in it was changed since: not one digit. */
export async function checkSeal(db: Db, { seal, ...body }: Statement): Promise<SealVerdict> {
  const key = (await allKeys(db)).find(({ id }) => id === seal.keyId)
  if (!key || (key.retiredAt && key.retiredAt < new Date(body.issuedAt))) return 'unknown_key'
  const signature = Buffer.from(seal.signature, 'base64url')
  // The last letter has bits to spare: what does not read the same when written again was changed.
  if (signature.toString('base64url') !== seal.signature) return 'changed'
  const publicKey = createPublicKey({ key: key.publicJwk, format: 'jwk' })
  const isRight = verify(
    'sha256',
    Buffer.from(canonical(body)),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    signature,
  )
  return isRight ? 'right' : 'changed'
}
