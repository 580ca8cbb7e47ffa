import { z } from 'zod'
import { formId, optional } from '../../web/form.ts'
import { asLines, readPieces } from '../orders/forms.ts'

/** Codes are short; a longer text is no code, but it is a scan and is kept as one. */
const read = z.string().max(20_000)
const proof = optional(z.string().trim().max(20))

export const scanForm = z.object({ id: formId, storeId: z.string().min(1).max(100), read })

export const handOverForm = z
  .looseObject({ id: formId, storeId: z.string().min(1).max(100), read, proof, proxyId: optional(z.string().max(200)) })
  .transform(({ id, storeId, read, proof, proxyId, ...rest }, context) => {
    const pieces = readPieces(rest, context)
    return { id, storeId, read, proof, proxyId, pieces: Object.keys(pieces).length ? pieces : undefined }
  })

export const counterOrderForm = z
  .looseObject({ id: formId, card: z.string().trim().min(1).max(200), pin: z.string().trim().min(1).max(20) })
  .transform(({ id, card, pin, ...rest }, context) => ({ id, card, pin, lines: asLines(readPieces(rest, context)) }))
