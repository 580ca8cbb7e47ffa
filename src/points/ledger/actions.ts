import { sql } from 'drizzle-orm'
import { larger } from '../../../db/columns.ts'
import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { accountDays, accountTotals, entries, purses, type TransferKind, transfers } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { transferById } from './queries.ts'
import { type Account, accountOf, type Cause, type PurseChange, purseChanges, slotOf } from './rules.ts'

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

type Purse = Pick<typeof purses.$inferSelect, 'ownerId' | 'available' | 'pending' | 'held' | 'debt' | 'lastSeq'>

/**
 * The only way points move: from one account to another, with two entries, the balances and the totals beside them.
 * Which lots they belong to is the caller's to say, in the same transaction.
 *
 * @returns whether it moved now; false when this id has already moved the same
 * @throws Refusal `points_not_enough`, details `{ needed, available }`
 * @throws Refusal `same_id_other_content`
 */
export async function transfer(tx: Tx, input: NewTransfer): Promise<boolean> {
  const { id, points, now } = input
  const debit = accountOf(input.debitId)
  const credit = accountOf(input.creditId)
  const [fresh] = await insertTransfer(tx, rowOf(input))
  if (!fresh) return sameAsBefore(tx, input)

  const touched = new Map<string, Purse>()
  for (const change of purseChanges(debit, credit, points)) {
    touched.set(change.ownerId, await changePurse(tx, change, now))
  }
  await insertEntries(tx, {
    ...prefixed('debit_', entryOf(id, debit, -points, touched, now)),
    ...prefixed('credit_', entryOf(id, credit, points, touched, now)),
  })
  if (!debit.side) await count(tx, debit, credit, { credited: 0, debited: points }, now)
  if (!credit.side) await count(tx, credit, debit, { credited: points, debited: 0 }, now)
  return true
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

const insertTransfer = prepared('transfer_insert', (tx) =>
  tx.insert(transfers).values(placeholders(transfers)).onConflictDoNothing().returning({ id: transfers.id }),
)

async function sameAsBefore(tx: Tx, { id, debitId, creditId, points }: NewTransfer): Promise<false> {
  const before = await transferById(tx, id)
  const same = before.debitId === debitId && before.creditId === creditId && before.points === points
  if (!same) throw new Refusal('conflict', 'same_id_other_content', { id })
  return false
}

/** Takes only what is there. The statement carries the guard, so nobody can spend the same point twice. */
async function changePurse(tx: Tx, change: PurseChange, now: Date): Promise<Purse> {
  const values = { ...change, seq: now.getTime(), lastSeq: now.getTime(), openedAt: now }
  const takesNothing = change.available >= 0 && change.pending >= 0 && change.held >= 0 && change.debt === 0
  const [purse] = takesNothing ? await addToPurse(tx, values) : await takeFromPurse(tx, values)
  if (purse) return purse
  const [short] = await purseOf(tx, { ownerId: change.ownerId })
  if (change.available < 0 && (short?.available ?? 0) + change.available < 0) {
    throw new Refusal('conflict', 'points_not_enough', {
      needed: -change.available,
      available: short?.available ?? 0,
    })
  }
  throw new Error(`the purse of ${change.ownerId} does not hold what the ledger says: ${JSON.stringify(change)}`)
}

const purseColumns = {
  ownerId: purses.ownerId,
  available: purses.available,
  pending: purses.pending,
  held: purses.held,
  debt: purses.debt,
  lastSeq: purses.lastSeq,
}
const value = sql.placeholder
/** A clock that jumps back cannot put a new entry before an old one. */
const nextSeq = sql`${larger(sql`${purses.lastSeq} + 1`, value('seq'))}`

const addToPurse = prepared('purse_add', (tx) =>
  tx
    .insert(purses)
    .values(placeholders(purses))
    .onConflictDoUpdate({
      target: purses.ownerId,
      set: {
        available: sql`${purses.available} + excluded.available`,
        pending: sql`${purses.pending} + excluded.pending`,
        held: sql`${purses.held} + excluded.held`,
        lastSeq: sql`${larger(sql`${purses.lastSeq} + 1`, sql`excluded.last_seq`)}`,
      },
    })
    .returning(purseColumns),
)

const takeFromPurse = prepared('purse_take', (tx) =>
  tx
    .update(purses)
    .set({
      available: sql`${purses.available} + ${value('available')}`,
      pending: sql`${purses.pending} + ${value('pending')}`,
      held: sql`${purses.held} + ${value('held')}`,
      debt: sql`${purses.debt} + ${value('debt')}`,
      lastSeq: nextSeq,
    })
    .where(
      sql`${purses.ownerId} = ${value('ownerId')}
        and ${purses.available} + ${value('available')} >= 0 and ${purses.pending} + ${value('pending')} >= 0
        and ${purses.held} + ${value('held')} >= 0 and ${purses.debt} + ${value('debt')} <= 0`,
    )
    .returning(purseColumns),
)

export const purseOf = prepared('purse_of', (tx) =>
  tx
    .select(purseColumns)
    .from(purses)
    .where(sql`${purses.ownerId} = ${value('ownerId')}`),
)

const touchPurse = prepared('purse_lock', (tx) =>
  tx
    .update(purses)
    .set({ lastSeq: sql`${purses.lastSeq}` })
    .where(sql`${purses.ownerId} = ${value('ownerId')}`),
)

/** Until the commit nobody else moves this owner's points or lots: for work that reads lots before it transfers. */
export const lockPurse = async (tx: Tx, ownerId: string) => void (await touchPurse(tx, { ownerId }))

function entryOf(transferId: string, account: Account, points: number, touched: Map<string, Purse>, now: Date) {
  const purse = touched.get(account.ownerId)
  return {
    transferId,
    accountId: account.id,
    ownerId: account.ownerId,
    points,
    balance: account.side && purse ? purse[account.side] : null,
    seq: purse?.lastSeq ?? now.getTime(),
  }
}

const prefixed = (prefix: string, row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([name, content]) => [prefix + name, content]))

const insertEntries = prepared('entries_insert', (tx) =>
  tx.insert(entries).values([placeholders(entries, 'debit_'), placeholders(entries, 'credit_')]),
)

type Counted = { credited: number; debited: number }

async function count(tx: Tx, account: Account, other: Account, counted: Counted, now: Date): Promise<void> {
  const row = { accountId: account.id, slot: slotOf(other.id), ...counted }
  await countTotal(tx, row)
  await countDay(tx, { ...row, day: cityDay(now), transfers: 1 })
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
