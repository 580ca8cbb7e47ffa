import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { lots, reversals } from '../../../db/schema/points.ts'
import { system } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { transfer } from '../ledger/actions.ts'
import { lockPurse } from '../ledger/purses.ts'
import { type Transfer, transferById } from '../ledger/queries.ts'
import { accountOf, accounts } from '../ledger/rules.ts'
import { moveLots, openLot } from '../lots/actions.ts'
import { expiryOf } from '../lots/rules.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import { forgivenOf, forgivingId, type Reversal, reversalAhead, reversalById, reversalOf } from './queries.ts'
import type { splitReversal } from './rules.ts'

type NewReversal = {
  transferId: string
  reason: string
  actorId: string
  /** The purse's `lastSeq` when somebody looked and decided: what has moved since then is shown to them first. */
  seen?: number | undefined
  /** The caller says in its own words what was taken back and how to appeal. */
  isTold?: boolean
  now: Date
}

/**
 * Takes a wrong grant back, by correcting transfers. What was already spent becomes a visible debt, up to the rule
 * book's limit; the rest is written off and said so. Gifts received are never taken back.
 *
 * @throws Refusal `only_grants_reversed`, `already_reversed`, `own_grant`, `stale_version`
 */
export async function reverseGrant(
  tx: Tx,
  { transferId, reason, actorId, seen, isTold, now }: NewReversal,
): Promise<Reversal> {
  const grant = await transferById(tx, transferId)
  if (grant.kind !== 'grant') throw new Refusal('conflict', 'only_grants_reversed')
  const { ownerId } = accountOf(grant.creditId)
  if (ownerId === actorId) throw new Refusal('forbidden', 'own_grant')
  await lockPurse(tx, ownerId)

  if (await reversalOf(tx, transferId)) throw new Refusal('conflict', 'already_reversed')
  const { version, ...split } = await reversalAhead(tx, { transferId, ownerId, now })
  if (seen !== undefined) sameVersion(version, seen, { theirs: split })
  const { terms } = await cityTermsInForce(tx, now)
  const [reversal] = await tx
    .insert(reversals)
    .values({
      ...{ id: newId(now), transferId, ownerId, areaId: accountOf(grant.debitId).id.slice('budget:'.length) },
      ...{ reason, taken: split.pending + split.available, debt: split.debt, debtLeft: split.debt },
      ...{ writtenOff: split.writtenOff, actorId, at: now },
    })
    .onConflictDoNothing()
    .returning()
  if (!reversal) throw new Refusal('conflict', 'already_reversed')

  await tx.update(lots).set({ reversalId: reversal.id }).where(eq(lots.id, transferId))
  await takeBack(tx, grant, reversal, split, terms.appealDays)
  if (isTold) return reversal
  await notify(tx, {
    ...{ personId: ownerId, key: `reversal-${reversal.id}`, href: `/points/${encodeURIComponent(transferId)}`, now },
    title: { zh: '一笔积分被更正', en: 'A grant of yours was corrected' },
    body: { zh: `${reason}。如有异议，可以申诉。`, en: `${reason}. You may appeal.` },
  })
  return reversal
}

async function takeBack(
  tx: Tx,
  grant: Transfer,
  reversal: Reversal,
  split: ReturnType<typeof splitReversal>,
  appealDays: number,
) {
  const { ownerId, reason, actorId, at } = reversal
  for (const side of ['pending', 'available', 'debt'] as const) {
    const points = split[side]
    if (points === 0) continue
    const id = `reverse:${reversal.id}:${side}`
    const sentence =
      side === 'debt' ? { zh: '已用部分记为待抵扣', en: 'What was spent is owed' } : { zh: '冲正', en: 'Reversed' }
    await transfer(tx, {
      ...{ id, debitId: accounts[side](ownerId), creditId: grant.debitId, points, kind: 'reverse' },
      cause: { kind: 'reversal', id: reversal.id, zh: `${sentence.zh}：${reason}`, en: `${sentence.en}: ${reason}` },
      ...{ ruleVersionId: grant.ruleVersionId ?? undefined, reverses: grant.id },
      appealUntil: later(at, appealDays * day),
      ...{ actorId, now: at },
    })
    if (side === 'debt') continue
    await moveLots(tx, { transferId: id, from: side, to: 'reversed', parts: [{ lotId: grant.id, points }] })
  }
}

/** The reversal was wrong: what it took comes back as a new lot, and what is left of its debt is gone. */
export async function overturnReversal(
  tx: Tx,
  { reversalId, actorId, now }: { reversalId: string; actorId: string; now: Date },
): Promise<void> {
  const [reversal] = await tx
    .update(reversals)
    .set({ overturnedAt: now })
    .where(and(eq(reversals.id, reversalId), isNull(reversals.overturnedAt)))
    .returning()
  if (!reversal) throw new Refusal('conflict', 'already_overturned')
  const { ownerId, areaId } = reversal
  await lockPurse(tx, ownerId)
  const grant = await transferById(tx, reversal.transferId)
  // What was forgiven was never paid back, so it is not paid out either.
  const repaid = reversal.debt - reversal.debtLeft - (await forgivenOf(tx, reversalId))
  const back = reversal.taken + repaid
  const common = {
    ...({ debitId: accounts.budget(areaId), kind: 'restore', reverses: grant.id, actorId, now } as const),
    cause: { kind: 'reversal', id: reversalId, zh: '申诉成立，积分恢复', en: 'Appeal upheld: points restored' },
  }
  await tx.update(lots).set({ reversalId: null }).where(eq(lots.id, grant.id))
  if (back > 0) {
    const id = `restore:${reversalId}`
    await transfer(tx, { ...common, id, creditId: accounts.available(ownerId), points: back })
    const { terms } = await cityTermsInForce(tx, now)
    const lot = { id, ownerId, transferId: id, points: back, ruleVersionId: grant.ruleVersionId }
    await openLot(tx, { ...lot, into: 'available', effectiveAt: now, expiresAt: expiryOf(now, terms.lotMonths) })
  }
  await clearDebt(tx, reversal, { ...common, id: `restore:${reversalId}:debt` })
}

/** Twelve months are enough: the city bears what is left. */
export async function forgiveDebt(tx: Tx, { reversalId, now }: { reversalId: string; now: Date }): Promise<void> {
  const { ownerId } = await reversalById(tx, reversalId)
  await lockPurse(tx, ownerId)
  const reversal = await reversalById(tx, reversalId)
  await clearDebt(tx, reversal, {
    ...{ id: forgivingId(reversalId), debitId: accounts.budget(reversal.areaId), kind: 'forgive' },
    cause: {
      kind: 'reversal',
      id: reversalId,
      zh: '待抵扣积分满十二个月，免除',
      en: 'Debt forgiven after twelve months',
    },
    ...{ actorId: system.id, now },
  })
}

type Clearing = Omit<Parameters<typeof transfer>[1], 'creditId' | 'points'>

async function clearDebt(tx: Tx, { id, ownerId, debtLeft }: Reversal, clearing: Clearing): Promise<void> {
  if (debtLeft === 0) return
  await transfer(tx, { ...clearing, creditId: accounts.debt(ownerId), points: debtLeft })
  await tx.update(reversals).set({ debtLeft: 0 }).where(eq(reversals.id, id))
}
