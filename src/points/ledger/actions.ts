import { sql } from 'drizzle-orm'
import { type Act, placeholders, prepared, type Tx, together } from '../../../db/database.ts'
import { accountDays, accountTotals, entries, type TransferKind, transfers } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { changedPurse, keepPurse, lockOrOpenPurse, type Purse } from './purses.ts'
import { type Transfer, transferIfAny } from './queries.ts'
import { type Account, accountOf, type Cause, purseChanges, slotOf } from './rules.ts'

export type NewTransfer = {
  /** Named after the cause, such as `grant:claim-7`: the same id never moves anything twice. */
  id: string
  debitId: string
  creditId: string
  points: number
  kind: TransferKind
  cause: Cause
  actorId: string
  now: Date
  ruleVersionId?: string | undefined
  details?: unknown
  reverses?: string | undefined
  appealUntil?: Date | undefined
}

/**
 * The only way points move: from one account to another, with two entries, the balances and the totals beside them.
 * Which lots they belong to is the caller's to say, in the same transaction.
 *
 * @returns whether it moved now; false when this id has already moved the same
 * @throws Refusal `points_not_enough`, details `{ needed, available }`
 * @throws Refusal `same_id_other_content`
 */
export async function transfer(tx: Tx, input: NewTransfer): Promise<boolean> {
  const locked = await lockPursesOf(tx, input)
  const before = await transferIfAny(tx, input.id)
  if (before) return sameAsBefore(before, input)
  await together(tx, transferActs(input, locked))
  return true
}

type Locked = ReadonlyMap<string, Purse>

/** In owner order, so that opposite transfers wait instead of deadlocking. Whoever sends the same id waits here too. */
async function lockPursesOf(tx: Tx, { debitId, creditId, points, now }: NewTransfer): Promise<Locked> {
  const locked = new Map<string, Purse>()
  for (const change of purseChanges(accountOf(debitId), accountOf(creditId), points)) {
    locked.set(change.ownerId, await lockOrOpenPurse(tx, change, now))
  }
  return locked
}

/**
 * What a transfer writes, for callers that have locked the purses and know that the id is new.
 *
 * @param earned what a person has earned after a grant
 * @throws Refusal `points_not_enough`
 */
export function transferActs(input: NewTransfer, locked: Locked, earned?: unknown): Act[] {
  const { id, points, now } = input
  const debit = accountOf(input.debitId)
  const credit = accountOf(input.creditId)
  const after = new Map<string, Purse>()
  for (const change of purseChanges(debit, credit, points)) {
    after.set(change.ownerId, changedPurse(locked.get(change.ownerId) as Purse, change, now))
  }
  const acts: Act[] = [[insertTransfer, rowOf(input)]]
  for (const purse of after.values()) acts.push(keepPurse(purse, earned))
  acts.push([insertEntry, entryOf(id, debit, -points, after, now)])
  acts.push([insertEntry, entryOf(id, credit, points, after, now)])
  if (!debit.side) acts.push(...counted(debit, credit, { credited: 0, debited: points }, now))
  if (!credit.side) acts.push(...counted(credit, debit, { credited: points, debited: 0 }, now))
  return acts
}

const rowOf = (input: NewTransfer) => ({
  id: input.id,
  debitId: input.debitId,
  creditId: input.creditId,
  points: input.points,
  kind: input.kind,
  causeKind: input.cause.kind,
  causeId: input.cause.id,
  zh: input.cause.zh,
  en: input.cause.en,
  details: input.details === undefined ? '{}' : JSON.stringify(input.details),
  ruleVersionId: input.ruleVersionId ?? null,
  actorId: input.actorId,
  reverses: input.reverses ?? null,
  appealUntil: input.appealUntil ?? null,
  at: input.now,
})

/** Two owners sent the same id at the same moment: the database refuses the second, whose transaction is run again. */
const insertTransfer = prepared('transfer_insert', (tx) => tx.insert(transfers).values(placeholders(transfers)))

function sameAsBefore(before: Transfer, { id, debitId, creditId, points }: NewTransfer): false {
  const same = before.debitId === debitId && before.creditId === creditId && before.points === points
  if (!same) throw new Refusal('conflict', 'same_id_other_content', { id })
  return false
}

function entryOf(transferId: string, account: Account, points: number, after: Locked, now: Date) {
  const purse = after.get(account.ownerId)
  return {
    transferId,
    accountId: account.id,
    ownerId: account.ownerId,
    points,
    balance: account.side && purse ? purse[account.side] : null,
    seq: purse?.lastSeq ?? now.getTime(),
  }
}

const insertEntry = prepared('entry_insert', (tx) => tx.insert(entries).values(placeholders(entries)))

type Counted = { credited: number; debited: number }

function counted(account: Account, other: Account, sums: Counted, now: Date): Act[] {
  const row = { accountId: account.id, slot: slotOf(other.id), ...sums }
  return [
    [countTotal, row],
    [countDay, { ...row, day: cityDay(now), transfers: 1 }],
  ]
}

const countTotal = prepared('account_total', (tx) =>
  tx
    .insert(accountTotals)
    .values(placeholders(accountTotals))
    .onConflictDoUpdate({
      target: [accountTotals.accountId, accountTotals.slot],
      set: {
        credited: sql`${accountTotals.credited} + excluded.credited`,
        debited: sql`${accountTotals.debited} + excluded.debited`,
      },
    }),
)

const countDay = prepared('account_day', (tx) =>
  tx
    .insert(accountDays)
    .values(placeholders(accountDays))
    .onConflictDoUpdate({
      target: [accountDays.accountId, accountDays.day, accountDays.slot],
      set: {
        credited: sql`${accountDays.credited} + excluded.credited`,
        debited: sql`${accountDays.debited} + excluded.debited`,
        transfers: sql`${accountDays.transfers} + excluded.transfers`,
      },
    }),
)
