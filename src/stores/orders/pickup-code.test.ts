import { createPrivateKey, sign } from 'node:crypto'
import { expect, it } from 'vitest'
import { openSecrets, type Secrets } from '../../kit/secrets.ts'
import { handleOf, type Pickup, pickupCode, readPickupCode } from './pickup-code.ts'

const secrets = openSecrets('a-secret-of-at-least-32-characters')

const pickup = (change: Partial<Pickup> = {}): Pickup => ({
  number: '302418776',
  storeId: 'store-qingyun',
  until: new Date('2026-03-05T01:00:00Z'),
  act: 1,
  waiting: { rice: 1, soap: 12 },
  proof: { isNeeded: false, phone: null },
  ...change,
})

it('says what a counter without network has to know, and nothing about a person', () => {
  const parts = pickupCode(secrets, pickup()).split('.')
  expect(parts.slice(0, 3)).toEqual(['RYO2', '302418776', handleOf('store-qingyun')])
  expect(Number.parseInt(parts[3] as string, 36) * 60_000).toBe(Date.parse('2026-03-05T01:00:00Z'))
  expect(parts.slice(4, 7)).toEqual(['1', `${handleOf('rice')}1-${handleOf('soap')}12`, '0'])
})

it('uses only what a QR packs tightly, so that ten kinds of goods still fit a code that a cheap phone reads', () => {
  const waiting = Object.fromEntries(Array.from({ length: 10 }, (_, place) => [`item-${place}`, 1]))
  const code = pickupCode(secrets, pickup({ waiting, proof: { isNeeded: true, phone: '13908731234' } }))
  expect(code).toMatch(/^[0-9A-Z.-]+$/)
  // Version 11 at level M holds 366 such characters.
  expect(code.length).toBeLessThan(366)
})

it.each([
  ['as it is', (code: string) => code],
  ['with caps lock on', (code: string) => code.toLowerCase()],
  ['typed through a Chinese keyboard', (code: string) => ` ${code.replaceAll('.', '。')}\r`],
  ['in full width', (code: string) => code.replaceAll('.', '．').replace('RYO2', 'ＲＹＯ２')],
])('reads a code %s', (_, arrive) => {
  const code = pickupCode(secrets, pickup())
  expect(readPickupCode(secrets, arrive(code))).toEqual({
    kind: 'order',
    number: '302418776',
    signed: true,
    provable: false,
  })
})

it('reads the codes of before, which carried the number alone', () => {
  expect(readPickupCode(secrets, olderCode(secrets, '302418776'))).toMatchObject({ kind: 'order', signed: true })
  expect(readPickupCode(secrets, olderCode(secrets, '302418776').toUpperCase())).toEqual({ kind: 'forged' })
})

it('says whether a second proof can be checked without network, and never what it is', () => {
  const asks = (phone: string | null) => pickupCode(secrets, pickup({ proof: { isNeeded: true, phone } }))
  expect(readPickupCode(secrets, asks('13908731234'))).toMatchObject({ provable: true })
  expect(readPickupCode(secrets, asks(null))).toMatchObject({ provable: false })
  expect(asks('13908731234')).not.toContain('1234.')
  const tagOf = (code: string) => code.split('.')[6]
  expect(tagOf(asks('13908731234'))).toBe(tagOf(asks('13100001234')))
  expect(tagOf(asks('13908731234'))).not.toBe(tagOf(asks('13908731235')))
})

it('believes no signature of another city', () => {
  const foreign = pickupCode(openSecrets('another-secret-of-at-least-32-chars'), pickup())
  expect(readPickupCode(secrets, foreign)).toEqual({ kind: 'forged' })
})

/** As this house signed until 2026-11-25. */
function olderCode(secrets: Secrets, number: string): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secrets.derive('pickup codes')])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return `RYO.${number}.${sign(null, Buffer.from(`RYO.${number}`), key).toString('base64url')}`
}
