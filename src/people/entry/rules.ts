import { minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

export const codeTriesMax = 5
export const codeMilliseconds = 5 * minute
/** How long a proven phone may take over the sign-up form. */
export const signUpMilliseconds = 30 * minute

const passwordCharactersMin = 8
const passwordCharactersMax = 128
const wellKnown = /^(?:.*password.*|qwerty.*|abc\d+|a?\d{0,2}12345678\d*|iloveyou.*|woaini\d*)$/i

/**
 * A password in the form it is hashed in. Long beats complicated (NIST SP 800-63B): no rules about kinds of
 * characters, but not the phone, not one character over and over, not the ones everybody tries first.
 *
 * @throws Refusal `password_too_short`, `password_too_long`, `password_too_easy` at the field `password`
 */
export function readPassword(text: string, phone: string | null): string {
  const password = text.normalize('NFKC')
  const count = [...password].length
  const field = 'password'
  if (count < passwordCharactersMin)
    throw new Refusal('invalid', 'password_too_short', { field, min: passwordCharactersMin })
  if (count > passwordCharactersMax)
    throw new Refusal('invalid', 'password_too_long', { field, max: passwordCharactersMax })
  const isEasy = wellKnown.test(password) || new Set(password).size < 4 || (phone !== null && password.includes(phone))
  if (isEasy) throw new Refusal('invalid', 'password_too_easy', { field })
  return password
}

export const totpSeconds = 30

/** The time steps in which a code typed now may have been made: this one, the last and the next. */
export function totpSteps(now: Date): number[] {
  const step = Math.floor(now.getTime() / 1000 / totpSeconds)
  return [step - 1, step, step + 1]
}
