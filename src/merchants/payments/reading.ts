import type { Db } from '../../../db/database.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personDigits, windowsTaken } from '../../people/cards/codes.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import { readCode } from '../../people/cards/rules.ts'

export type Shown = {
  personId: string
  /** Their own rotating code, or a paper card, which needs its PIN. */
  via: 'code' | 'card'
  cardId?: string | undefined
  /** The code's window: the QR and the digits under it are one code. */
  window: string
}

/**
 * Whose code was shown at the counter, and which of their codes it is.
 *
 * @throws Refusal `code_unreadable`, `code_expired`, `card_blocked`, `account_suspended`
 */
export async function readShown(db: Db, secrets: Secrets, text: string, now: Date): Promise<Shown> {
  const { personId, via, cardId } = await personOfCode(db, secrets, { text, now })
  return { personId, via, cardId, window: windowOfCode(secrets, text, now) }
}

function windowOfCode(secrets: Secrets, text: string, now: Date): string {
  const code = readCode(text)
  if (!code) throw new Refusal('invalid', 'code_unreadable', { field: 'code' })
  if (code.kind === 'personSigned') return `${code.number}.${code.window}`
  if (code.kind !== 'personTyped') return code.number
  const window = windowsTaken(now).find((taken) => personDigits(secrets, code.number, taken) === code.digits)
  return `${code.number}.${window}`
}
