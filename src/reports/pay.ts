import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { reportFollows, reports } from '../../db/schema/reports.ts'
import { standingOf } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import { grantsNow } from '../people/sessions.ts'
import { commitBudget, grantPoints, releaseBudget, reverseGrant } from '../points/actions.ts'
import { grantById } from '../points/grants/queries.ts'
import { reversalOf } from '../points/reversals/queries.ts'
import { ruleInForce } from '../points/rulebook/queries.ts'
import { type Report, reportById } from './queries.ts'

type Paid = 'R1' | 'R2' | 'R3'

const sentences: Record<Paid, (report: Report) => { zh: string; en: string }> = {
  R1: ({ number }) => ({ zh: `随手拍 ${number} 被受理`, en: `Report ${number} accepted` }),
  R2: ({ number }) => ({ zh: `随手拍 ${number} 已解决`, en: `Report ${number} solved` }),
  R3: ({ number }) => ({ zh: `现场确认随手拍 ${number}`, en: `Confirmed report ${number} on site` }),
}

type Pay = { report: Report; actorId: string; now: Date }

/** Accepted as valid: the first reporter of a spot is paid. */
export const payAccepted = (tx: Tx, pay: Pay) =>
  pay.report.isFirst ? payTo(tx, { ...pay, rule: 'R1', personId: pay.report.reporterId }) : undefined

/** Solved and confirmed: the first reporter, and whoever saw it on the spot as well. */
export async function paySolved(tx: Tx, pay: Pay): Promise<void> {
  if (pay.report.isFirst) await payTo(tx, { ...pay, rule: 'R2', personId: pay.report.reporterId })
  const follows = await tx
    .select()
    .from(reportFollows)
    .where(eq(reportFollows.reportId, pay.report.id))
    .orderBy(reportFollows.personId)
  for (const { kind, personId } of follows) if (kind === 'confirmed') await payTo(tx, { ...pay, rule: 'R3', personId })
}

/**
 * Pays by a rule of the rule book. Praise, anonymous reports and staff on duty earn nothing. Where the community's
 * budget is used up the step is taken all the same, and the points wait (`unpaid`) for the clockwork.
 */
async function payTo(tx: Tx, { report, rule, personId, actorId, now }: Pay & { rule: Paid; personId: string | null }) {
  if (!personId || report.kind !== 'problem' || (await isOnDuty(tx, personId, report, now))) return
  // Solved again after a reopening: paid before, and the budget is not to be drawn on twice.
  if (await grantById(tx, `grant:${grantKey(report, rule, personId)}`)) return
  const { prices } = (await ruleInForce(tx, rule, now)).terms
  const price = prices.one ?? 0
  const budget = { areaId: report.areaId, reason: report.number, actorId, now }
  if (!(await hasBudget(tx, { ...budget, points: price }))) return wait(tx, report, rule)
  const { points } = await grantPoints(tx, {
    id: grantKey(report, rule, personId),
    ...{ personId, rule, priceOf: 'one', budgetAreaId: report.areaId },
    place: rule === 'R1' ? spotName(report) : undefined,
    cause: { kind: 'report', id: report.id, ...sentences[rule](report) },
    evidence: [{ kind: 'report', id: report.id }],
    ...{ actorId, now },
  })
  if (points < price) await releaseBudget(tx, { ...budget, points: price - points })
}

const grantKey = ({ id }: Report, rule: Paid, personId: string) => `report-${id}-${rule}-${personId}`

/** About ten meters: the rule pays one person once a week for one spot. */
const spotName = ({ categoryId, latitude, longitude, address }: Report) =>
  `report:${categoryId}:${latitude === null ? address : `${latitude.toFixed(4)},${longitude?.toFixed(4)}`}`

async function hasBudget(tx: Tx, change: Parameters<typeof commitBudget>[1]): Promise<boolean> {
  try {
    await commitBudget(tx, change)
    return true
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'budget_exhausted') return false
    throw refusal
  }
}

const wait = (tx: Tx, { id, unpaid }: Report, rule: Paid) =>
  tx
    .update(reports)
    .set({ unpaid: [...new Set([...unpaid.split(',').filter(Boolean), rule])].join(',') })
    .where(eq(reports.id, id))

/** Whoever works for this place does so on duty, and is paid for it already. */
async function isOnDuty(tx: Tx, personId: string, { areaPath }: Report, now: Date): Promise<boolean> {
  const grants = await grantsNow({ db: tx }, personId, now)
  const standing = standingOf({ id: personId, name: '', grants }, { areaPath })
  return (['clerk', 'dispatcher', 'admin'] as const).some((role) => standing.has(role))
}

/** Pays what waited for the budget, as far as it goes now. */
export async function payWaiting(tx: Tx, { report, ...pay }: Pay): Promise<void> {
  const rules = report.unpaid.split(',')
  await tx.update(reports).set({ unpaid: '' }).where(eq(reports.id, report.id))
  const settled = { ...report, unpaid: '' }
  if (rules.includes('R1')) await payAccepted(tx, { report: settled, ...pay })
  if (rules.includes('R2') || rules.includes('R3'))
    await paySolved(tx, { report: rules.includes('R1') ? await reportById(tx, report.id) : settled, ...pay })
}

/** The report was false: what it earned its reporter is taken back, with a notice and a way to appeal. */
export async function takeBackPay(tx: Tx, { report, actorId, reason, now }: Pay & { reason: string }): Promise<void> {
  if (!report.reporterId) return
  for (const rule of ['R1', 'R2'] as const) {
    const grant = await grantById(tx, `grant:${grantKey(report, rule, report.reporterId)}`)
    if (!grant || grant.points === 0 || (await reversalOf(tx, grant.id))) continue
    await reverseGrant(tx, { transferId: grant.id, reason, actorId, now })
  }
}
