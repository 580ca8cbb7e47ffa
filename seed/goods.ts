import type { ItemCategory } from '../db/schema/stock.ts'
import type { Picture } from './pictures.ts'

/** What stands on the shelves, at the guide prices of the rule book. Barcodes are of the range for a shop's own use. */
export type Good = {
  name: string
  unit: string
  category: ItemCategory
  pricePoints: number
  unitValueFen: number
  barcode?: string
  picture: Picture
  /** Months until it may no longer be handed out; none keeps. */
  keepsMonths?: number
  pieces: number
}

export const goods: readonly Good[] = [
  {
    name: '云南大米 5 千克',
    unit: '袋',
    category: 'food',
    pricePoints: 30,
    unitValueFen: 3200,
    barcode: '2000000000015',
    picture: 'rice',
    keepsMonths: 9,
    pieces: 40,
  },
  {
    name: '菜籽油 5 升',
    unit: '桶',
    category: 'food',
    pricePoints: 60,
    unitValueFen: 6200,
    barcode: '2000000000022',
    picture: 'oil',
    keepsMonths: 14,
    pieces: 24,
  },
  {
    name: '洗衣液 2 千克',
    unit: '瓶',
    category: 'household',
    pricePoints: 15,
    unitValueFen: 1590,
    barcode: '2000000000039',
    picture: 'detergent',
    keepsMonths: 30,
    pieces: 30,
  },
  {
    name: '牙膏',
    unit: '支',
    category: 'care',
    pricePoints: 10,
    unitValueFen: 990,
    barcode: '2000000000046',
    picture: 'toothpaste',
    keepsMonths: 30,
    pieces: 48,
  },
  {
    name: '香皂',
    unit: '块',
    category: 'care',
    pricePoints: 5,
    unitValueFen: 450,
    barcode: '2000000000053',
    picture: 'soap',
    keepsMonths: 30,
    pieces: 60,
  },
  {
    name: '一次性口罩 10 只',
    unit: '包',
    category: 'care',
    pricePoints: 5,
    unitValueFen: 500,
    barcode: '2000000000060',
    picture: 'masks',
    keepsMonths: 20,
    pieces: 120,
  },
  {
    name: '纯棉毛巾',
    unit: '条',
    category: 'household',
    pricePoints: 8,
    unitValueFen: 890,
    picture: 'towel',
    pieces: 36,
  },
  {
    name: '学生笔记本',
    unit: '本',
    category: 'school',
    pricePoints: 3,
    unitValueFen: 300,
    picture: 'notebook',
    pieces: 80,
  },
  {
    name: '社区理发一次',
    unit: '次',
    category: 'service',
    pricePoints: 10,
    unitValueFen: 1000,
    picture: 'haircut',
    pieces: 20,
  },
]
