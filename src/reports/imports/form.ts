import { z } from 'zod'
import type { ImportSettings } from '../../../db/schema/report-imports.ts'
import { readBox } from '../../kit/maps.ts'
import { Refusal } from '../../kit/refusal.ts'
import { line, optional, whole } from '../../web/form.ts'
import { type Field, fields } from './rules.ts'

export const megabytesMax = 50

const column = optional(whole(0, 1000))
type ColumnFields = { [Name in Field as `column_${Name}`]: typeof column }
const columns = Object.fromEntries(fields.map((field) => [`column_${field}`, column])) as ColumnFields

/** What a desk form says of how a file is read. */
export const settingsForm = z
  .object({
    version: whole(1, 1_000_000_000),
    source: line(60),
    dayOrder: z.enum(['month', 'day']),
    areaId: optional(z.string().max(60)),
    categoryId: optional(z.string().max(60)),
    box: optional(z.string().max(100)),
    isPublic: optional(z.literal('1')),
    keepsOpen: optional(z.literal('1')),
  })
  .extend(columns)

type Input = z.output<typeof settingsForm>

/** @throws Refusal `import_columns_needed`, `input_invalid` for a box that is none */
export function settingsIn(input: Input, before: ImportSettings): ImportSettings {
  const chosen = fields.flatMap((field) => {
    const at = input[`column_${field}`]
    return at === undefined ? [] : [[field, at] as const]
  })
  const named: Partial<Record<Field, number>> = Object.fromEntries(chosen)
  if (named.filedAt === undefined || (named.words === undefined && named.title === undefined))
    throw new Refusal('invalid', 'import_columns_needed', { field: 'column_filedAt' })
  const box = readBox(input.box)
  if (input.box && !box) throw new Refusal('invalid', 'input_invalid', { field: 'box' })
  return {
    ...before,
    ...{ columns: named as ImportSettings['columns'], dayOrder: input.dayOrder, box: box ?? null },
    ...{ areaId: input.areaId ?? null, categoryId: input.categoryId ?? null },
    ...{ isPublic: input.isPublic === '1', keepsOpen: input.keepsOpen === '1' },
  }
}
