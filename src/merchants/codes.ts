/** GB 32100-2015: digits and capitals without I, O, Z, S and V. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 3 to the power of the place, modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The last character of a unified social credit code; undefined when the 17 before it cannot begin one. */
export function checkCharacter(body: string): string | undefined {
  const values = [...body].map((letter) => alphabet.indexOf(letter))
  if (values.length !== weights.length || values.some((value) => value < 0)) return undefined
  const sum = weights.reduce((total, weight, at) => total + weight * (values[at] as number), 0)
  return alphabet[(31 - (sum % 31)) % 31]
}

/**
 * A code as it is kept: capitals, without spaces and full-width forms.
 *
 * @returns undefined when a character or the check at its end is wrong
 */
export function readUnifiedCode(text: string): string | undefined {
  const code = text.slice(0, 100).normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return code.length === 18 && checkCharacter(code.slice(0, 17)) === code[17] ? code : undefined
}
