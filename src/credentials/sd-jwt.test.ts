import { createHash, randomBytes, verify } from 'node:crypto'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { compactVerify, createLocalJWKSet, importJWK, type JSONWebKeySet } from 'jose'
import { describe, expect, it } from 'vitest'
import { forgeries, issueOne, issuer, statement } from '../../test/statements.ts'
import { openTown, type Town } from '../../test/town.ts'
import { day, later } from '../kit/clock.ts'
import { revokeCredential } from './actions.ts'
import { signerInUse } from './keys/actions.ts'
import { publishedKeys } from './keys/queries.ts'
import { credentialById } from './queries.ts'
import { disclosuresIn, tokenIn } from './rules.ts'
import { shownBy } from './sd-jwt.ts'
import { signText } from './sign.ts'

async function verdictOn(town: Town, token: string) {
  const answer = await town.as(undefined).api('POST', '/credentials/verify', { token })
  return (await answer.json()) as { verdict: string; subject: Record<string, unknown> | null }
}

const hasher = (data: string | ArrayBuffer, alg: string) =>
  new Uint8Array(
    createHash(alg.replace('-', ''))
      .update(typeof data === 'string' ? data : new Uint8Array(data))
      .digest(),
  )

/** Somebody else's library, with the city's published key and the town's own doors as its network. */
async function theirLibrary(town: Town) {
  const [jwk] = await publishedKeys(town.db)
  const key = (await importJWK(jwk as never, 'ES256')) as Parameters<typeof verify>[2]
  const check = (data: string, signature: string) =>
    verify(
      'sha256',
      Buffer.from(data),
      { key: key as never, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  return new SDJwtVcInstance({
    hasher,
    hashAlg: 'sha-256',
    verifier: check,
    statusVerifier: check,
    statusListFetcher: async (uri) => (await town.as(undefined).get(new URL(uri).pathname)).text(),
  })
}

const atTownTime = (town: Town) => ({ currentDate: Math.floor(town.now().getTime() / 1000) })

describe('a statement', () => {
  it('shows what was chosen, and hides how much was not', async () => {
    const town = await openTown()
    const { token } = await issueOne(town)
    expect(await verdictOn(town, token)).toMatchObject({
      verdict: 'valid',
      subject: { ...statement.shown, ...statement.open },
    })
    expect(shownBy(token)).toEqual(statement.shown)
    const [jwt = ''] = token.split('~')
    const signedPart = Buffer.from(jwt.split('.')[1] as string, 'base64url').toString()
    expect(JSON.parse(signedPart)._sd).toHaveLength(statement.digests)
    for (const hidden of ['王记米线', 'recordYear', 'level']) expect(signedPart).not.toContain(hidden)
  })

  it('is refused in every forged form', async () => {
    const town = await openTown()
    for (const [what, token, verdict] of await forgeries(town)) {
      const said = await verdictOn(town, token)
      expect([what, said.verdict]).toEqual([what, verdict])
      if (verdict !== 'valid') expect(said.subject).toBeNull()
    }
  })

  it('says that it was revoked before it says that it has expired', async () => {
    const town = await openTown()
    const { id, token } = await issueOne(town, { expiresAt: later(town.now(), day) })
    await town.advance(2 * day)
    expect((await verdictOn(town, token)).verdict).toBe('expired')
    const revocation = { credentialId: id, why: '撤回', actorId: 'wangFang', now: town.now() }
    await town.atomically((tx) => revokeCredential(tx, revocation))
    expect((await verdictOn(town, token)).verdict).toBe('revoked')
  })

  it('is believed by an independent library, status list and all', async () => {
    const town = await openTown()
    const { id, token } = await issueOne(town, { expiresAt: later(town.now(), day) })
    const theirs = await theirLibrary(town)
    const { payload } = await theirs.verify(token, atTownTime(town))
    expect(payload).toMatchObject({ iss: issuer, vct: statement.type, ...statement.open, ...statement.shown })
    const narrow = await theirs.present(token, { level: true })
    expect((await theirs.verify(narrow, atTownTime(town))).payload).not.toHaveProperty('merchant')
    expect(await verdictOn(town, narrow)).toMatchObject({ verdict: 'valid', subject: { level: 'A' } })

    await town.advance(2 * day)
    await expect(theirs.verify(token, atTownTime(town))).rejects.toThrow(/expired/i)
    const revocation = { credentialId: id, why: '撤回', actorId: 'wangFang', now: town.now() }
    await town.atomically((tx) => revokeCredential(tx, revocation))
    const other = await issueOne(town)
    await expect(theirs.verify(other.token, atTownTime(town))).resolves.toBeDefined()
    const back = { currentDate: Math.floor(town.now().getTime() / 1000) - 2 * 86_400 }
    await expect(theirs.verify(token, back)).rejects.toThrow(/status/i)
  })

  it('is refused by the independent library wherever the signed part was touched; about disclosures ours is stricter', async () => {
    const town = await openTown()
    const table = await forgeries(town)
    const theirs = await theirLibrary(town)
    const believed: string[] = []
    for (const [what, token] of table.filter(([, , verdict]) => verdict === 'changed'))
      await theirs.verify(token, atTownTime(town)).then(
        () => believed.push(what),
        () => undefined,
      )
    // It drops a disclosure without a digest and lets one stand over something signed: ours refuses the whole.
    expect(believed).toEqual([
      'a disclosure of another statement',
      'a disclosure twice',
      'a disclosure made up',
      'a disclosure made better',
      'a paper’s token with disclosures',
      'another hash',
      'a digest twice',
      'a disclosure over the issuer',
      'a disclosure over what is signed',
    ])
  })

  it('issued by the independent library with the city’s key verifies with jose and reads the same here', async () => {
    const town = await openTown()
    const { id, token } = await issueOne(town)
    const signer = await town.atomically((tx) => signerInUse(tx, town.secrets, { now: town.now() }))
    const { place } = await credentialById(town.db, id)
    const library = new SDJwtVcInstance({
      ...{ hasher, hashAlg: 'sha-256', signAlg: 'ES256', signer: (data: string) => signText(signer, data) },
      saltGenerator: (length: number) => randomBytes(length).toString('base64url'),
    })
    const claims = {
      ...{ iss: issuer, jti: id, nbf: Math.floor(town.now().getTime() / 1000), vct: statement.type },
      ...{ status: { status_list: { idx: place, uri: `${issuer}/status/1` } }, ...statement.shown },
    }
    const theirs = await library.issue(claims, { _sd: ['merchant', 'recordYear', 'level'] } as never, {
      header: { kid: signer.keyId },
    })
    const keys = (await (await town.as(undefined).get('/.well-known/jwks.json')).json()) as JSONWebKeySet
    for (const [jwt = ''] of [theirs.split('~'), token.split('~')])
      await expect(compactVerify(jwt, createLocalJWKSet(keys), { algorithms: ['ES256'] })).resolves.toBeDefined()
    expect(await verdictOn(town, theirs)).toMatchObject({ verdict: 'valid', subject: statement.shown })
  })
})

describe('rules', () => {
  it.each([
    ['a.b.c~', 'a.b.c~'],
    ['a.b.c~d~', 'a.b.c~d~'],
    ['https://x/verify#a.b.c~d~\ne~', 'a.b.c~d~e~'],
    ['a.b.c~d', undefined],
    ['a.b.c~~', undefined],
    ['a.b~d~', undefined],
  ])('in %j the token is %j', (text, token) => {
    expect(tokenIn(text)).toBe(token)
  })

  it.each([
    [['a', 'b'], [['a', ['s', 'n', 1]]], { n: 1 }],
    [['a'], [], {}],
    [['a'], [['b', ['s', 'n', 1]]], undefined],
    [
      ['a', 'b'],
      [
        ['a', ['s', 'n', 1]],
        ['b', ['s', 'n', 2]],
      ],
      undefined,
    ],
    [['a'], [['a', ['n', 1]]], undefined],
    [['a'], [['a', undefined]], undefined],
    [['a'], [['a', ['s', '_sd', []]]], undefined],
    [undefined, [], undefined],
  ] as const)('digests %j with disclosures %j say %j', (digests, given, said) => {
    const disclosures = given.map(([digest, content]) => ({ digest, content }))
    expect(disclosuresIn(digests, disclosures)).toEqual(said)
  })
})
