import type { Tx } from '../../../db/database.ts'
import { coverageMarks } from '../../../db/schema/stock.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { staffNow } from '../../people/roles/queries.ts'
import type { Tone } from '../../points/figures/rules.ts'
import { lightNotices } from './lights.ts'
import { type CoverageState, coverageState, lastMark } from './queries.ts'

/**
 * Writes down where the light stands, once a day and whenever it changed. A change is told to those who have to act on
 * it; everybody else reads it at `/coverage` and above the shelves.
 *
 * @returns whether there was something to write down
 */
export async function markCoverage(tx: Tx, now: Date): Promise<boolean> {
  const state = await coverageState(tx, now)
  const last = await lastMark(tx)
  const from = last?.tone ?? 'green'
  const hasChanged = from !== state.tone
  if (!hasChanged && last?.day === cityDay(now)) return false
  const id = newId(now)
  const { tone, ratio, outstanding, shelfFen, termsVersionId } = state
  await tx.insert(coverageMarks).values({
    ...{ id, day: cityDay(now), tone, outstanding, shelfFen, termsVersionId, at: now },
    from: hasChanged ? from : null,
    ratioPercent: ratio === undefined ? null : Math.floor(ratio * 100),
  })
  if (hasChanged) await tellStaff(tx, id, state, now)
  return true
}

/** Amber asks those inside the communities for goods; red and the way back concern whoever answers for the money. */
const concerned: Record<Tone, readonly string[]> = {
  green: ['admin', 'auditor'],
  amber: ['admin', 'clerk', 'keeper'],
  red: ['admin', 'auditor', 'keeper'],
}

async function tellStaff(tx: Tx, markId: string, { tone, ratio }: CoverageState, now: Date) {
  const words = lightNotices[tone](ratio === undefined ? '–' : ratio.toFixed(2))
  for (const personId of await staffNow(tx, concerned[tone], now))
    await notify(tx, { personId, key: `coverage-${markId}`, ...words, href: '/coverage', now })
}

/** @throws Refusal `prices_frozen` */
export async function assertPricesMove(tx: Tx, now: Date): Promise<void> {
  const { pricesFrozen, ratio } = await coverageState(tx, now)
  if (pricesFrozen) throw new Refusal('conflict', 'prices_frozen', { ratio: ratio?.toFixed(2) ?? '–' })
}
