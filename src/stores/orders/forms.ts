import { z } from 'zod'
import { formId, line, optional } from '../../web/form.ts'

const pieceFields = 'pieces.'
const piecesMax = 1000

/** Fields named `pieces.<item id>` as item id → pieces. */
export function readPieces(form: Record<string, unknown>, context: z.RefinementCtx): Record<string, number> {
  const chosen: Record<string, number> = {}
  for (const [name, value] of Object.entries(form)) {
    if (!name.startsWith(pieceFields)) continue
    const count = z.coerce.number().int().min(0).max(piecesMax).safeParse(value)
    if (count.success) chosen[name.slice(pieceFields.length)] = count.data
    else context.addIssue({ code: 'custom', path: [name], input: value })
  }
  return chosen
}

export const asLines = (chosen: Record<string, number>) =>
  Object.entries(chosen).map(([itemId, quantity]) => ({ itemId, quantity }))

export const newOrderForm = z
  .looseObject({ id: formId, proxyName: optional(line(40)), purseId: optional(line(200)) })
  .transform(({ id, proxyName, purseId, ...rest }, context) => ({
    id,
    proxyName,
    purseId,
    lines: asLines(readPieces(rest, context)),
  }))

/** A button's own id. */
export const button = z.object({ id: formId })
