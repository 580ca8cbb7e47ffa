const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = Array.from({ length: 17 }, (_, place) => 3 ** place % 31)

/** Whether this is a unified social credit code: 18 characters, the last one a check character (GB 32100-2015). */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  const sum = weights.reduce((total, weight, place) => total + weight * signs.indexOf(text[place] as string), 0)
  return signs[(31 - (sum % 31)) % 31] === text[17]
}
