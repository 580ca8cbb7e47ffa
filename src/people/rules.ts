import type { Flow } from '../kit/flow.ts'
import { Refusal } from '../kit/refusal.ts'

export type PersonStatus = 'active' | 'suspended' | 'deleted'

/** active ⇄ suspended; deleted is for good and belongs to the person alone. */
export const personFlow: Flow<PersonStatus> = {
  active: {
    suspend: { to: 'suspended', by: ['admin'], needs: ['reason'] },
    delete: { to: 'deleted', by: ['self'] },
  },
  suspended: {
    restore: { to: 'active', by: ['admin'], needs: ['reason'] },
  },
  deleted: {},
}

/**
 * A Chinese mobile number as eleven digits, however it was typed: full-width or Arabic-Indic digits, spaces, brackets,
 * +86 before it. New number segments open every year, so only `1` and `3` to `9` are asked of the first two digits.
 *
 * @throws Refusal `phone_invalid` at the field `phone`
 */
export function readPhone(text: string): string {
  const typed = text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\s()-]/g, '')
  const phone = /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(typed)?.[1]
  if (!phone) throw new Refusal('invalid', 'phone_invalid', { field: 'phone' })
  return phone
}

/** `138****5678` */
export const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** `王**`: enough to recognise, not to know. */
export const maskName = (name: string) => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(rest.length, 2))
}

const notNames = new Set(['null', 'undefined', 'none', 'nan', 'admin', 'test', 'root', 'system'])
const letterCountMax = 50

/**
 * A real name in the form it is kept and compared in: composed characters, one kind of dot (`·`, U+00B7) between the
 * parts of a minority name and no spaces around it or between Chinese characters. Rare characters stay as typed.
 *
 * @throws Refusal `name_invalid` at the field `realName`
 */
export function readName(text: string): string {
  const name = text
    .toWellFormed()
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65]/g, '·')
    .replace(/(?<=\p{Script=Han}) ?\. ?(?=\p{Script=Han})/gu, '·')
    .replace(/ ?· ?/g, '·')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
  const isName = /^\p{L}\p{M}*(?:[\p{L}\p{M}'’ ·.-]*[\p{L}\p{M}])?$/u.test(name)
  if (!isName || notNames.has(name.toLowerCase()) || [...name].length > letterCountMax)
    throw new Refusal('invalid', 'name_invalid', { field: 'realName' })
  return name
}

/**
 * Spending points and holding a card need an identity that staff have seen.
 *
 * @throws Refusal `identity_not_verified`
 */
export function assertVerified(person: { verifiedAt: Date | null }): void {
  if (!person.verifiedAt) throw new Refusal('forbidden', 'identity_not_verified')
}
