import { createHmac, generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { issueStatement } from '../src/credentials/actions.ts'
import { signerInUse } from '../src/credentials/keys/actions.ts'
import { publishedKeys } from '../src/credentials/keys/queries.ts'
import { tokenOf } from '../src/credentials/queries.ts'
import { signStatement } from '../src/credentials/sd-jwt.ts'
import { type Signer, signToken } from '../src/credentials/sign.ts'
import type { Town } from './town.ts'

export const issuer = 'http://localhost'

const shown = { merchant: '王记米线', recordYear: true, level: 'A' }
export const statement = { type: 'urn:rongyu:merchant-statement', open: { lender: '蒙自农商银行' }, shown, digests: 8 }

/** A merchant's statement as the city signs one. */
export async function issueOne(town: Town, given: { expiresAt?: Date; shown?: Record<string, string> } = {}) {
  const { expiresAt, ...change } = given
  const common = { subjectId: 'link-1', issuer, expiresAt, actorId: 'wangFang', now: town.now() }
  const row = await town.atomically((tx) =>
    issueStatement(tx, town.secrets, { ...common, statement: { ...statement, ...change } }),
  )
  return { id: row.id, token: tokenOf(town.secrets, row) as string }
}

const base64 = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** What somebody might make of a statement to have it believed, and what a check has to answer. */
export async function forgeries(town: Town): Promise<[what: string, token: string, verdict: string][]> {
  const { token } = await issueOne(town)
  const other = await issueOne(town, { shown: { merchant: '张记烧烤', level: 'C' } })
  const [jwt = '', first = '', second = '', third = ''] = token.split('~')
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const said = decodeJwt(jwt) as Record<string, unknown> & { _sd: string[] }
  const city = await town.atomically((tx) => signerInUse(tx, town.secrets, { now: town.now() }))
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signed = (signer: Signer, change: object = {}) => signToken(signer, 'dc+sd-jwt', { ...said, ...change })
  const theirs = (keyId: string, change: object = {}) => signed({ keyId, privateKey }, change)
  const [theirClaims, theirSignature] = theirs(city.keyId).split('.').slice(1)
  const withHeader = (more: object) =>
    `${base64({ ...decodeProtectedHeader(jwt), ...more })}.${theirClaims}.${theirSignature}`
  const tail = `${first}~${second}~${third}~`
  const [published] = await publishedKeys(town.db)
  const hmacHeader = base64({ alg: 'HS256', typ: 'dc+sd-jwt', kid: city.keyId })
  const hmac = createHmac('sha256', JSON.stringify(published)).update(`${hmacHeader}.${claims}`).digest('base64url')
  const { iss: _, ...nameless } = said
  const byTheCity = (shown: Record<string, string>) =>
    signStatement(city, { ...(said as never as Parameters<typeof signStatement>[1]) }, { ...statement, shown })

  return [
    ['the statement itself', token, 'valid'],
    ['one with less shown', `${jwt}~${first}~`, 'valid'],
    ['one that shows nothing', `${jwt}~`, 'valid'],
    ['another bank', `${header}.${base64({ ...said, lender: '别的银行' })}.${signature}~${tail}`, 'changed'],
    ['another digest', `${header}.${base64({ ...said, _sd: ['x'] })}.${signature}~${tail}`, 'changed'],
    ['another expiry', `${header}.${base64({ ...said, exp: 9e9 })}.${signature}~${tail}`, 'changed'],
    ['a disclosure of another statement', `${jwt}~${other.token.split('~')[1]}~`, 'changed'],
    ['a disclosure twice', `${jwt}~${first}~${first}~`, 'changed'],
    ['a disclosure made up', `${jwt}~${base64(JSON.stringify(['salt', 'score', 100]))}~`, 'changed'],
    [
      'a disclosure made better',
      `${jwt}~${base64(Buffer.from(third, 'base64url').toString().replace('A', 'B'))}~`,
      'changed',
    ],
    ['a disclosure that is no JSON', `${jwt}~AAAA~`, 'changed'],
    ['a proof by a holder', `${token}${jwt}`, 'unreadable'],
    ['a paper’s token with disclosures', `${signToken(city, 'JWT', { ...said, vc: {} })}~${tail}`, 'changed'],
    ['another hash', `${signed(city, { _sd_alg: 'sha-1' })}~${tail}`, 'changed'],
    ['a digest twice', `${signed(city, { _sd: [...said._sd, said._sd[0]] })}~${tail}`, 'changed'],
    ['a disclosure over the issuer', byTheCity({ iss: 'https://bank.example' }), 'changed'],
    ['a disclosure over what is signed', byTheCity({ lender: '别的银行' }), 'changed'],
    ['no issuer', `${signToken(city, 'dc+sd-jwt', nameless)}~${tail}`, 'unknown_issuer'],
    ['another issuer', `${theirs(city.keyId, { iss: 'https://other.example' })}~${tail}`, 'unknown_issuer'],
    ['a key of their own', `${theirs('their-own-key')}~${tail}`, 'unknown_key'],
    ['our key’s name on their signature', `${theirs(city.keyId)}~${tail}`, 'changed'],
    ['their key inside', `${withHeader({ jwk: publicKey.export({ format: 'jwk' }) })}~${tail}`, 'changed'],
    ['their certificate inside', `${withHeader({ x5c: [base64('MIIB')] })}~${tail}`, 'changed'],
    [
      'an address of their keys',
      `${withHeader({ jku: 'https://evil.example/', x5u: 'https://evil.example/' })}~${tail}`,
      'changed',
    ],
    ['a key’s name that is a path', `${theirs('../../dev/null')}~${tail}`, 'unknown_key'],
    ['no algorithm', `${base64({ alg: 'none', typ: 'dc+sd-jwt' })}.${claims}.~${tail}`, 'algorithm'],
    ['the public key as a shared secret', `${hmacHeader}.${claims}.${hmac}~${tail}`, 'algorithm'],
  ]
}
