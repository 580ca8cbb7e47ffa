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
  if (!/^(\d{8}|\d{12}|\d{13})$/.test(digits) || !isBarcode(digits))
    throw new Refusal('invalid', 'barcode_invalid', { field: 'barcode', barcode: digits.slice(0, 20) })
  return digits.length === 12 ? `0${digits}` : digits
}

/** Whether the last of the digits is the check digit of the others. */
export const isBarcode = (digits: string) =>
  /^(\d{8}|\d{12,14})$/.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.at(-1))

/** Weights 3 and 1 in turn from the right: the same for every length (GS1 General Specifications 7.9). */
function checkDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** China's tobacco monopoly numbers cigarettes under one prefix, whatever a shop calls them. */
const tobaccoCode = /^0?6901028/
const barredCategory = /烟草|烟酒|酒水|香烟|白酒|啤酒|葡萄酒/
const tobaccoWord = /烟(?!缸|灰|花|熏|机|雾|道)/
const smokeless = /冒烟|无烟|油烟|防烟|禁烟|戒烟|吸烟机/
const alcoholWord = /酒(?!精|酿|鬼花生|店|窝|杯|刺|架|柜)/
const alcoholFree = /料酒|无酒精|开酒/
const alcoholName = /纯生|冰纯|勇闯天涯|百威|二锅头|老窖|茅台|五粮液|牛栏山|牛二|剑南春|古井贡|干红|赤霞珠|冠群芳/
/** `52°`, `41.8度`: spirits say how strong they are; 28 to 72 is what they are sold at. */
const strength = /(?<![\d.])(2[89]|[3-6]\d|7[0-2])(\.\d+)?\s*(°(?!C)|度)/

/**
 * Whether goods may not be exchanged for points at all: alcohol and tobacco. Read from barcode, category and name, so it
 * errs on the safe side; what is wrongly barred is renamed by hand.
 */
export function isBarred({ barcode, category = '', name }: { barcode: string; category?: string; name: string }) {
  if (tobaccoCode.test(barcode) || barredCategory.test(category)) return true
  if (tobaccoWord.test(name) && !smokeless.test(name)) return true
  if (alcoholFree.test(name)) return false
  return alcoholWord.test(name) || alcoholName.test(name) || strength.test(name)
}

/** The community or village in an area's path, or the lowest area above one: `city/street/community/grid/`. */
export function communityIn(path: string): string | null {
  const ids = path.split('/').filter(Boolean)
  return ids[2] ?? ids.at(-1) ?? null
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
