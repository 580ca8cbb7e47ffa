import { z } from '../web/api.ts'
import type { StatementEntry } from './statements/queries.ts'
import { changesOf } from './statements/rules.ts'

const Change = z.object({
  account: z.enum(['available', 'pending', 'held', 'debt']),
  points: z.int(),
  balance: z.int().nullable(),
})

export const Entry = z
  .object({
    id: z.string(),
    kind: z.string(),
    zh: z.string(),
    en: z.string(),
    at: z.iso.datetime(),
    ruleVersionId: z.string().nullable(),
    appealUntil: z.iso.datetime().nullable(),
    changes: z.array(Change),
  })
  .openapi('PointsEntry')

/** An entry for machines: the same that the statement page explains. */
export const shownEntry = ({ transfer, entries }: StatementEntry): z.infer<typeof Entry> => ({
  id: transfer.id,
  kind: transfer.kind,
  zh: transfer.zh,
  en: transfer.en,
  at: transfer.at.toISOString(),
  ruleVersionId: transfer.ruleVersionId,
  appealUntil: transfer.appealUntil?.toISOString() ?? null,
  changes: changesOf(entries).map(({ side, points, balance }) => ({ account: side, points, balance })),
})

export const Balance = z
  .object({ available: z.int(), pending: z.int(), held: z.int(), debt: z.int().max(0) })
  .openapi('PointsBalance')

export const EntryWithReasons = Entry.extend({
  cuts: z.array(z.object({ zh: z.string(), en: z.string() })),
  lots: z.array(z.object({ points: z.int(), expiresAt: z.iso.datetime() })),
  digestDay: z.string().nullable(),
}).openapi('PointsEntryWithReasons')

export const RuleShown = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    versions: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        state: z.string(),
        startsOn: z.string().nullable(),
        terms: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .openapi('PointsRule')

export const BudgetShown = z
  .object({
    areaId: z.string(),
    name: z.string(),
    year: z.int(),
    points: z.int(),
    committed: z.int(),
    issued: z.int().openapi({ description: 'Issued and not taken back, over all years' }),
  })
  .openapi('PointsBudget')

export const ReversalShown = z
  .object({
    id: z.string(),
    transferId: z.string(),
    taken: z.int(),
    debt: z.int(),
    debtLeft: z.int(),
    writtenOff: z.int(),
    reason: z.string(),
  })
  .openapi('PointsReversal')

export const AppealShown = z
  .object({
    id: z.string(),
    subject: z.enum(['reversal', 'cut']),
    points: z.int(),
    words: z.string(),
    state: z.string(),
  })
  .openapi('PointsAppeal')

export const DigestShown = z
  .object({
    day: z.string(),
    root: z.string(),
    previous: z.string(),
    chained: z.string(),
    transfers: z.int(),
  })
  .openapi('PointsDigest')
