import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { PublicJwk } from '../../db/schema/credentials.ts'
import type { Secrets } from '../kit/secrets.ts'

/** ECDSA on P-256: the one algorithm every browser's WebCrypto checks, old in-app browsers included. */
export const algorithm = 'ES256'

export type Signer = { keyId: string; privateKey: KeyObject }

/** A fresh pair, its private half sealed. */
export function newKeyPair(secrets: Secrets) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string }
  const privateSealed = secrets.seal(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string)
  return { id: thumbprintOf(publicJwk).slice(0, 12), publicJwk, privateSealed }
}

/** RFC 7638: the members in order of their names, without spaces. */
const thumbprintOf = ({ crv, kty, x, y }: PublicJwk) =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')

export const signerOf = (secrets: Secrets, { id, privateSealed }: { id: string; privateSealed: string }): Signer => ({
  keyId: id,
  privateKey: createPrivateKey(secrets.unseal(privateSealed)),
})

/**
 * A compact JWS. `jose`, which checks them, signs asynchronously, and work inside `atomically` may await only its `tx`;
 * a token has to be signed in the transaction that records it.
 *
 * @param typ what kind of token, such as `JWT` or `statuslist+jwt`
 */
export function signToken(signer: Signer, typ: string, claims: object): string {
  const input = `${part({ alg: algorithm, typ, kid: signer.keyId })}.${part(claims)}`
  return `${input}.${signText(signer, input)}`
}

/** The signature over any text, as JWS writes it: 64 bytes in base64url. */
export const signText = ({ privateKey }: Signer, text: string): string =>
  sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
