import type { Secrets } from '../../kit/secrets.ts'
import { windowOf } from './rules.ts'

const signatureLength = 16

/** The QR on a paper card. */
export const cardCode = (secrets: Secrets, number: string) =>
  `RYC.${number}.${secrets.sign('card', number, signatureLength)}`

/** A resident's own code of this moment: the QR, and the same as 16 digits to type. */
export function personCode(secrets: Secrets, person: { number: string }, now: Date) {
  const window = windowOf(now)
  return {
    qr: `RYP.${person.number}.${window}.${personSignature(secrets, person.number, window)}`,
    typed: person.number + personDigits(secrets, person.number, window),
  }
}

const personSignature = (secrets: Secrets, number: string, window: number) =>
  secrets.sign('person', `${number}.${window}`, signatureLength)

/** Six digits that only this city can make for this window. */
export function personDigits(secrets: Secrets, number: string, window: number): string {
  const mac = Buffer.from(secrets.sign('person-typed', `${number}.${window}`, 43), 'base64url')
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** The windows whose code is taken at this moment. */
export const windowsTaken = (now: Date) => [windowOf(now) - 1, windowOf(now), windowOf(now) + 1]
