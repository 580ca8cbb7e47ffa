import { roughAddress } from '../place/rules.ts'

const hidden = '***'
const numeral = '[\\d〇零一二三四五六七八九十百两]'
const part = '[a-z\\d〇零一二三四五六七八九十百两]{1,5}'

const patterns = [
  // Mobile and fixed numbers, also with spaces or dashes between their groups, and numbers that are called one.
  /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g,
  /(?<=(?:电话|手机|微信|联系|致电|号码|QQ|phone|tel)[^\d\n]{0,6})\d[\d -]{4,}\d/gi,
  // Identity cards and mail.
  /(?<!\d)\d{17}[\dXx](?!\w)/g,
  /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}/g,
  // The staircase and the flat: 3单元502, 12-2-402, 502室.
  new RegExp(
    `(?:${part} ?(?:栋|幢|号楼|座|号) ?)?${numeral}{1,4} ?单元 ?(?:${numeral}{1,3} ?[楼层] ?)?(?:[\\d-]{1,6} ?[室号]?)?`,
    'gi',
  ),
  /(?<![\d-])\d{1,3}-\d{1,3}-\d{3,4}(?![\d-])/g,
  new RegExp(`${numeral}{1,5} ?室`, 'g'),
]

type Said = { words: string; address: string; name?: string | undefined }

/**
 * What the public reads instead of the words as they were typed: without telephone and identity numbers, the flat, the
 * address that was typed beside them, and the reporter's own name. Staff may rewrite it.
 *
 * @returns null where nothing had to be taken out
 */
export function publicWordsOf({ words, address, name = '' }: Said): string | null {
  const rough = roughAddress(address)
  const placed = address.length > 3 && rough !== address ? words.replace(spaced(address), rough) : words
  const named = name.length > 1 ? placed.replaceAll(name, hidden) : placed
  const shown = withoutNumbers(named)
  return shown === words ? null : shown
}

/** Words that were written later, by whoever: without telephone numbers and the like. */
export const withoutNumbers = (words: string) =>
  patterns.reduce((text, pattern) => text.replace(pattern, hidden), plainDigits(words))

/** The same address, however it is spaced. */
const spaced = (address: string) =>
  new RegExp(
    [...address.replace(/\s+/g, '')].map((character) => character.replace(/[^\p{L}\p{N}]/u, '\\$&')).join('\\s*'),
    'g',
  )

/** ０–９ as people's keyboards write them, wherever a number is made of them. */
const plainDigits = (words: string) => words.replace(/[０-９]{3,}/g, (digits) => digits.normalize('NFKC'))
