import { Refusal } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'

/** What is handed from one page to the next, by what it is for. Sealed, so an address holds no phone and no PIN. */
type Tickets = {
  /** A code was sent. `code` only in demo mode, where the page shows it. */
  code: { challengeId: string; phone: string; next: string; code?: string | undefined }
  /** The phone is proven, nobody is known by it yet. */
  signUp: { challengeId: string; phone: string; next: string }
  /** The owner was proven, and a code was sent to the phone they change to. */
  newPhone: { personId: string; challengeId: string; phone: string; code?: string | undefined }
  /** The first factor was right. */
  second: { challengeId: string; next: string }
  /** A card was just issued: its PIN, for the slip that is printed beside it. */
  slip: { cardId: string; pin: string }
  /** A TOTP secret that is shown but not yet confirmed. */
  totp: { personId: string; key: string }
  /** Recovery codes that were just made. */
  recovery: { personId: string; codes: string[] }
}

export type Ticket<Kind extends keyof Tickets> = Tickets[Kind]

export function sealTicket<Kind extends keyof Tickets>(
  secrets: Secrets,
  kind: Kind,
  content: Tickets[Kind],
  until: Date,
): string {
  const sealed = secrets.seal(JSON.stringify({ kind, content, until: until.getTime() }))
  return Buffer.from(sealed, 'base64').toString('base64url')
}

/** @throws Refusal `ticket_expired` when it is too old, of another kind, or none of ours */
export function openTicket<Kind extends keyof Tickets>(
  secrets: Secrets,
  kind: Kind,
  text: string | undefined,
  now: Date,
): Tickets[Kind] {
  const ticket = readTicket(secrets, text ?? '')
  if (ticket?.kind !== kind || ticket.until <= now.getTime()) throw new Refusal('invalid', 'ticket_expired')
  return ticket.content as Tickets[Kind]
}

function readTicket(secrets: Secrets, text: string): { kind: string; content: unknown; until: number } | undefined {
  try {
    return JSON.parse(secrets.unseal(Buffer.from(text, 'base64url').toString('base64')))
  } catch {
    return undefined
  }
}
