import { generateKeyPairSync } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { compactVerify, createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { openTown, type Town } from '../../test/town.ts'
import { day, later } from '../kit/clock.ts'
import { deletePerson } from '../people/privacy/actions.ts'
import { issueCredential, revokeCredential } from './actions.ts'
import { signerInUse } from './keys/actions.ts'
import { allKeys, currentKey } from './keys/queries.ts'
import { credentialById, tokenOf } from './queries.ts'
import { listSize, placeIn, statusBits, tokenIn, verdictOf } from './rules.ts'
import { type Signer, signToken } from './sign.ts'

const issuer = 'http://localhost'

async function issue(town: Town, given: { expiresAt?: Date; personId?: string } = {}) {
  const credential = await town.atomically((tx) =>
    issueCredential(tx, town.secrets, {
      ...{ kind: 'honor', subjectId: 'n1', issuer, type: 'HonorCredential', actorId: 'adminZheng', now: town.now() },
      subject: { name: '王芳', honor: '文明市民', year: '2026' },
      ...given,
    }),
  )
  return { id: credential.id, token: tokenOf(town.secrets, credential) as string }
}

async function verdictOn(town: Town, token: string) {
  const answer = await town.as(undefined).api('POST', '/credentials/verify', { token })
  return (await answer.json()) as { verdict: string; subject: unknown }
}

/** The token with its claims changed, its signature left as it was. */
function changed(token: string, change: (claims: Record<string, unknown>) => void): string {
  const [header, , signature] = token.split('.')
  const claims = decodeJwt(token)
  change(claims)
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
}

const foreign = (keyId: string): Signer => ({
  keyId,
  privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
})

describe('a certificate', () => {
  it('says what the city signed, to everybody who asks', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    expect(await verdictOn(town, token)).toMatchObject({
      verdict: 'valid',
      subject: { name: '王芳', honor: '文明市民' },
    })
    const html = await (await town.as(undefined).post('/verify', { token: `http://localhost/verify#${token}` })).text()
    expect(html).toContain('有效')
    expect(html).toContain('文明市民')
  })

  it('verifies with an independent library from the published keys alone', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const keys = createLocalJWKSet(
      (await (await town.as(undefined).get('/.well-known/jwks.json')).json()) as JSONWebKeySet,
    )
    const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ['ES256'], currentDate: town.now() })
    expect(payload.vc).toMatchObject({ credentialSubject: { name: '王芳' } })
  })

  it('is refused when anything in it was changed', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const name = changed(token, (claims) => {
      claims.vc = { ...(claims.vc as object), credentialSubject: { name: '张伟' } }
    })
    const status = changed(token, (claims) => {
      claims.status = { status_list: { idx: 7, uri: `${issuer}/status/1` } }
    })
    for (const forged of [name, status, `${token.slice(0, -3)}AAA`])
      expect(await verdictOn(town, forged)).toMatchObject({ verdict: 'changed', subject: null })
  })

  it('is refused without a signature, or with another algorithm', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const [, claims, signature] = token.split('.')
    for (const alg of ['none', 'None', 'HS256', 'ES384'])
      for (const tail of ['', signature]) {
        const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url')
        expect(await verdictOn(town, `${header}.${claims}.${tail}`)).toMatchObject({ verdict: 'algorithm' })
      }
  })

  it('is not believed for a key that it brings along', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const known = (await currentKey(town.db))?.id as string
    const forge = (keyId: string) => {
      const signed = signToken({ keyId, privateKey }, 'JWT', decodeJwt(token))
      const header = {
        alg: 'ES256',
        kid: keyId,
        jwk: publicKey.export({ format: 'jwk' }),
        jku: 'https://evil.example/',
      }
      const input = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${signed.split('.')[1]}`
      return signToken({ keyId, privateKey }, 'JWT', decodeJwt(token)).replace(/^[^.]+\.[^.]+/, input)
    }
    expect(await verdictOn(town, forge('their-own-key'))).toMatchObject({ verdict: 'unknown_key' })
    expect(await verdictOn(town, forge(known))).toMatchObject({ verdict: 'changed' })
  })

  it('names an issuer that is not this city', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const theirs = signToken(foreign('k'), 'JWT', { ...decodeJwt(token), iss: 'https://other.example' })
    expect(await verdictOn(town, theirs)).toMatchObject({ verdict: 'unknown_issuer' })
  })

  it('counts only when it stands in the register', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const signer = await town.atomically((tx) => signerInUse(tx, town.secrets, { now: town.now() }))
    const stray = signToken(signer, 'JWT', { ...decodeJwt(token), jti: 'never-issued' })
    expect(await verdictOn(town, stray)).toMatchObject({ verdict: 'unregistered', subject: null })
  })

  it('says that it was revoked before it says that it has expired', async () => {
    const town = await openTown()
    const { id, token } = await issue(town, { expiresAt: later(town.now(), day) })
    await town.advance(2 * day)
    expect(await verdictOn(town, token)).toMatchObject({ verdict: 'expired', subject: { name: '王芳' } })
    const revocation = { credentialId: id, why: '事实不符', actorId: 'adminZheng', now: town.now() }
    for (let time = 0; time < 2; time++) await town.atomically((tx) => revokeCredential(tx, revocation))
    expect(await verdictOn(town, token)).toMatchObject({ verdict: 'revoked' })
  })

  it('is forgotten with its holder, and stays revocable', async () => {
    const town = await openTown()
    const { id } = await issue(town, { personId: 'wangFang' })
    await town.atomically((tx) => deletePerson(tx, [], { personId: 'wangFang', now: town.now() }))
    await town.advance(day)
    expect((await credentialById(town.db, id)).tokenSealed).toBeNull()
  })
})

describe('the published status list', () => {
  it('is signed by the city and has the bit of what was revoked, and no other', async () => {
    const town = await openTown()
    const [first, second] = [await issue(town), await issue(town)]
    await town.atomically((tx) =>
      revokeCredential(tx, { credentialId: second.id, why: '', actorId: 'adminZheng', now: town.now() }),
    )
    const answer = await town.as(undefined).get('/status/1')
    expect(answer.headers.get('content-type')).toBe('application/statuslist+jwt')
    const keys = createLocalJWKSet(
      (await (await town.as(undefined).get('/.well-known/jwks.json')).json()) as JSONWebKeySet,
    )
    const { payload } = await compactVerify(await answer.text(), keys)
    const list = JSON.parse(new TextDecoder().decode(payload)) as { sub: string; status_list: { lst: string } }
    expect(list.sub).toBe(`${issuer}/status/1`)
    const bits = inflateSync(Buffer.from(list.status_list.lst, 'base64url'))
    const isSet = ({ token }: { token: string }) => {
      const { idx } = (decodeJwt(token).status as { status_list: { idx: number } }).status_list
      return (((bits[idx >> 3] as number) >> (idx & 7)) & 1) === 1
    }
    expect([isSet(first), isSet(second)]).toEqual([false, true])
  })

  it('does not exist before its time', async () => {
    const town = await openTown()
    for (const list of ['2', '0', '-1', '1.5', 'none'])
      expect((await town.as(undefined).get(`/status/${list}`)).status).toBe(404)
    expect((await town.as(undefined).get('/status/1')).status).toBe(200)
  })
})

describe('the signing key', () => {
  const rotate = (town: Town, who: string, keyId: string) => town.as(who).post('/desk/keys', { keyId, why: '年度更换' })

  it('is replaced by the city’s administrator; the old one’s papers stay good, its private half is gone', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const old = (await currentKey(town.db))?.id as string
    await town.advance(day)
    expect((await rotate(town, 'adminZheng', old)).status).toBe(303)
    expect((await rotate(town, 'adminZheng', old)).status).toBe(409)
    const { keys } = (await (await town.as(undefined).get('/.well-known/jwks.json')).json()) as {
      keys: { kid: string; retired_at?: number }[]
    }
    expect(keys.map(({ kid, retired_at }) => [kid === old, retired_at !== undefined])).toEqual([
      [true, true],
      [false, false],
    ])
    expect(await verdictOn(town, token)).toMatchObject({ verdict: 'valid' })
    expect(await verdictOn(town, (await issue(town)).token)).toMatchObject({ verdict: 'valid' })
    expect((await allKeys(town.db))[0]?.privateSealed).toBeNull()
  })

  it('is not for others to replace', async () => {
    const town = await openTown()
    await issue(town)
    const old = (await currentKey(town.db))?.id as string
    expect((await rotate(town, 'auditorWu', old)).status).toBe(403)
    expect((await currentKey(town.db))?.id).toBe(old)
  })

  it('signs nothing any more once it has retired', async () => {
    const town = await openTown()
    const { token } = await issue(town)
    const stolen = await town.atomically((tx) => signerInUse(tx, town.secrets, { now: town.now() }))
    await rotate(town, 'adminZheng', stolen.keyId)
    const nbf = town.now().getTime() / 1000 + 86_400
    await town.advance(2 * day)
    const late = signToken(stolen, 'JWT', { ...decodeJwt(token), nbf })
    expect(await verdictOn(town, late)).toMatchObject({ verdict: 'key_retired' })
  })
})

describe('rules', () => {
  it.each([
    ['a.b.c', 'a.b.c'],
    [' a.b\n.c ', 'a.b.c'],
    ['https://x/verify#a.b.c', 'a.b.c'],
    ['a.b.', 'a.b.'],
    ['a.b', undefined],
    ['a.b.c.d', undefined],
    ['{"a":1}', undefined],
    [`${'a'.repeat(6000)}.b.c`, undefined],
  ])('in %j the token is %j', (text, token) => {
    expect(tokenIn(text)).toBe(token)
  })

  it('gives every credential a place of its own', () => {
    expect([placeIn(1), placeIn(listSize), placeIn(listSize + 1)]).toEqual([
      { list: 1, place: 0 },
      { list: 1, place: listSize - 1 },
      { list: 2, place: 0 },
    ])
  })

  it('packs eight places a byte, the lowest bit first', () => {
    const bits = statusBits([0, 3, 8])
    expect([bits[0], bits[1], bits.length]).toEqual([0b1001, 1, listSize / 8])
  })

  const now = new Date(1_000_000_000_000)
  it.each([
    // nbf, exp, retired, revoked → verdict
    [0, undefined, undefined, false, 'valid'],
    [0, 1_000_000_000, undefined, false, 'expired'],
    [0, 1_000_000_001, undefined, false, 'valid'],
    [0, 1, undefined, true, 'revoked'],
    [1_000_000_301, undefined, undefined, false, 'not_yet'],
    [1_000_000_300, undefined, undefined, false, 'valid'],
    [1000, undefined, 600, true, 'key_retired'],
    [900, undefined, 600, false, 'valid'],
  ] as const)('nbf %j exp %j retired %j revoked %j is %s', (nbf, exp, retiredAt, revoked, verdict) => {
    expect(verdictOf({ nbf, exp, retiredAt, revoked, now })).toBe(verdict)
  })
})
