import { z } from 'zod'
import { formId, line, optional, whole } from '../../web/form.ts'
import type { Arrival } from './rules.ts'

const pieces = optional(whole(0, 1_000_000))

export const sendForm = z
  .object({ id: formId, fromStoreId: line(100), toStoreId: line(100), note: optional(line(200)) })
  .catchall(z.unknown())
  .transform(({ id, fromStoreId, toStoreId, note, ...rest }, refusing) => {
    const asked = numbersOf(rest, 'send-', refusing)
    return { id, fromStoreId, toStoreId, note, pieces: new Map([...asked].filter(([, quantity]) => quantity > 0)) }
  })

export const receiveForm = z.record(z.string(), z.unknown()).transform((fields, refusing) => {
  const arrived = numbersOf(fields, 'arrived-', refusing)
  const arrivals = [...arrived].map(([id, pieces]): [string, Arrival] => {
    const why = optional(line(200)).safeParse(fields[`why-${id}`])
    if (!why.success)
      refusing.issues.push({ code: 'too_big', origin: 'string', maximum: 200, path: [`why-${id}`], input: fields })
    return [id, { arrived: pieces, why: why.data }]
  })
  return { arrivals: new Map(arrivals) }
})

export const callBackForm = z.object({ reason: line(200) })

type Refusing = z.core.$RefinementCtx

/** The whole numbers typed into the fields `<prefix><id>`; empty ones are left out. */
function numbersOf(fields: Record<string, unknown>, prefix: string, refusing: Refusing): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [name, typed] of Object.entries(fields)) {
    if (!name.startsWith(prefix)) continue
    const read = pieces.safeParse(typed)
    if (!read.success) refusing.issues.push({ code: 'invalid_type', expected: 'int', path: [name], input: typed })
    else if (read.data !== undefined) numbers.set(name.slice(prefix.length), read.data)
  }
  return numbers
}
