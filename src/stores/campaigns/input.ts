import { z } from 'zod'
import { day, fromCityTime, later } from '../../kit/clock.ts'
import { formId, line, lines, optional, whole } from '../../web/form.ts'
import { asLines, readPieces } from '../orders/forms.ts'

/** Years that both databases and everybody's phone agree on. */
const isNear = (at: Date | undefined) => at !== undefined && at.getUTCFullYear() >= 2000 && at.getUTCFullYear() <= 2100
const cityTime = z
  .string()
  .refine((text) => isNear(fromCityTime(text)))
  .transform((text) => fromCityTime(text) as Date)

/** How long a draw's goods go down the line when nobody says otherwise. */
const lineDays = 14

/** A campaign as staff type it; `version` is there when it is changed. Pieces stand in `pieces.<store>`. */
export const campaignForm = z
  .looseObject({
    id: optional(formId),
    version: optional(whole(1, 1_000_000)),
    title: line(60),
    words: lines(1000),
    itemId: z.string().min(1).max(100),
    mode: z.enum(['queue', 'draw']),
    areaId: z.string().min(1).max(40),
    perPerson: whole(1, 100),
    opensAt: cityTime,
    closesAt: cityTime,
    lineDays: optional(whole(1, 60)),
    queueReason: optional(line(200)),
  })
  .transform(({ id, version, lineDays: asked, queueReason, ...rest }, context) => {
    const { title, words, itemId, mode, areaId, perPerson, opensAt, closesAt, ...others } = rest
    const endsAt = mode === 'draw' ? later(closesAt, (asked ?? lineDays) * day) : closesAt
    const stores = asLines(readPieces(others, context))
      .filter(({ quantity }) => quantity > 0)
      .map(({ itemId: storeId, quantity }) => ({ storeId, quantity }))
    const fields = { title, words, itemId, mode, areaId, perPerson, opensAt, closesAt, endsAt }
    return { id, version, stores, fields: { ...fields, queueReason: queueReason ?? null } }
  })

export const versionForm = z.object({ id: formId, version: whole(1, 1_000_000) })
export const cancelCampaignForm = versionForm.extend({ reason: line(200) })
export const entryForm = z.object({ id: formId, storeId: z.string().min(1).max(100) })
export const takingForm = entryForm.extend({ quantity: whole(1, 100) })
