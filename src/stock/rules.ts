import { Refusal } from '../kit/refusal.ts'

/**
 * A barcode as scanned or typed: EAN-13, EAN-8, or the 12 digits of UPC-A, which are an EAN-13 without its leading 0.
 *
 * @returns the digits as they are kept, or null when nothing was typed: loose goods have none
 * @throws Refusal `barcode_invalid`, naming the field
 */
export function readBarcode(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '')
  if (!digits) return null
  if (!/^(\d{8}|\d{12}|\d{13})$/.test(digits) || checkDigit(digits.slice(0, -1)) !== Number(digits.at(-1)))
    throw new Refusal('invalid', 'barcode_invalid', { field: 'barcode', barcode: digits.slice(0, 20) })
  return digits.length === 12 ? `0${digits}` : digits
}

/** Weights 3 and 1 in turn from the right: the same for every length (GS1 General Specifications 7.9). */
function checkDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

export type Portion = { lotId: string; quantity: number }

/** Takes `quantity` from the piles in their order. What they do not have is left out: compare the sum. */
export function portionsOf(piles: readonly Portion[], quantity: number): Portion[] {
  let missing = quantity
  return piles.flatMap((pile) => {
    const taken = Math.min(pile.quantity, missing)
    missing -= taken
    return taken > 0 ? [{ lotId: pile.lotId, quantity: taken }] : []
  })
}
