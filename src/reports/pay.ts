import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { reportEvents, reportFollows, reports } from '../../db/schema/reports.ts'
import { standingOf } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import { notify } from '../notices/actions.ts'
import { grantsNow } from '../people/sessions.ts'
import { commitBudget, grantPoints, releaseBudget, reverseGrant } from '../points/actions.ts'
import { grantById } from '../points/grants/queries.ts'
import { overturnReversal } from '../points/reversals/actions.ts'
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

/** A report with all that was merged into it, along chains as well; who reported earlier stands earlier. */
export async function reportsOfOne(tx: Tx, report: Report): Promise<Report[]> {
  const all = [report]
  for (let ids = [report.id]; ids.length > 0; ) {
    const merged = await tx.select().from(reports).where(inArray(reports.mergedInto, ids)).orderBy(asc(reports.id))
    all.push(...merged)
    ids = merged.map(({ id }) => id)
  }
  return all.sort(
    (one, other) => one.filedAt.getTime() - other.filedAt.getTime() || (one.number < other.number ? -1 : 1),
  )
}

/** Accepted as valid: the first reporter is paid, whichever report theirs was merged into; one problem pays once. */
export async function payAccepted(tx: Tx, pay: Pay): Promise<void> {
  if (!pay.report.isFirst) return
  const all = await reportsOfOne(tx, pay.report)
  const grants = await firstGrants(tx, all)
  if (grants.some(({ stands }) => stands) || (await wasPaidElsewhere(tx, pay.report))) return
  // Taken back as false before: the very same comes back, though it was granted for another report of the problem.
  const [taken] = grants
  await payTo(tx, {
    ...pay,
    report: taken?.report ?? pay.report,
    ...{ rule: 'R1', personId: taken?.personId ?? all[0]?.reporterId ?? null },
  })
}

/** The reporter was paid as the first while theirs was merged into another report, and has it still. */
async function wasPaidElsewhere(tx: Tx, report: Report): Promise<boolean> {
  const merges = await tx
    .select({ details: reportEvents.details })
    .from(reportEvents)
    .where(and(eq(reportEvents.reportId, report.id), eq(reportEvents.step, 'merge')))
    .orderBy(asc(reportEvents.id))
  for (const { details } of merges) {
    const into = typeof details?.intoId === 'string' ? await reportById(tx, details.intoId) : undefined
    const grants = into ? await firstGrants(tx, [{ ...into, reporterId: report.reporterId }]) : []
    if (grants.some(({ stands }) => stands)) return true
  }
  return false
}

/** Every grant for having been first, for whichever of these; `stands` unless it was taken back and not returned. */
async function firstGrants(tx: Tx, all: readonly Report[]) {
  const people = [...new Set(all.flatMap(({ reporterId }) => reporterId ?? []))]
  const grants: { report: Report; personId: string; stands: boolean }[] = []
  for (const report of all)
    for (const personId of people) {
      const grant = await grantById(tx, `grant:${grantKey(report, 'R1', personId)}`)
      if (!grant || grant.points === 0) continue
      const reversal = await reversalOf(tx, grant.id)
      grants.push({ report, personId, stands: !reversal || reversal.overturnedAt !== null })
    }
  return grants
}

/**
 * Solved and confirmed: the first reporter, and whoever saw it on the spot as well. Who was paid as a reporter of this
 * very problem is no witness of it.
 */
export async function paySolved(tx: Tx, pay: Pay): Promise<void> {
  const all = await reportsOfOne(tx, pay.report)
  const standing = (await firstGrants(tx, all)).filter(({ stands }) => stands)
  const first = new Set(standing.map(({ personId }) => personId))
  const reporterId = [...first][0] ?? all[0]?.reporterId ?? null
  if (pay.report.isFirst) await payTo(tx, { ...pay, rule: 'R2', personId: reporterId })
  const isReporter = (personId: string) => first.has(personId) || (pay.report.isFirst && personId === reporterId)
  for (const personId of await witnessesOf(tx, pay.report, all))
    if (!isReporter(personId)) await payTo(tx, { ...pay, rule: 'R3', personId })
}

/** Who confirmed it on the spot, and the later reporters of the same problem. */
async function witnessesOf(tx: Tx, report: Report, all: readonly Report[]): Promise<string[]> {
  const follows = await tx.select().from(reportFollows).where(eq(reportFollows.reportId, report.id))
  const confirmed = follows.flatMap(({ kind, personId }) => (kind === 'confirmed' ? [personId] : []))
  const reporters = all.length > 1 ? all.flatMap(({ reporterId }) => reporterId ?? []) : []
  return [...new Set([...confirmed, ...reporters])].sort()
}

/**
 * Pays by a rule of the rule book. Praise, anonymous reports and staff on duty earn nothing. Where the community's
 * budget is used up the step is taken all the same, and the points wait (`unpaid`) for the clockwork.
 */
async function payTo(tx: Tx, { report, rule, personId, actorId, now }: Pay & { rule: Paid; personId: string | null }) {
  if (!personId || report.kind !== 'problem' || (await isOnDuty(tx, personId, report, now))) return
  // Solved again after a reopening: paid before, and the budget is not to be drawn on twice.
  const before = await grantById(tx, `grant:${grantKey(report, rule, personId)}`)
  if (before) return giveBack(tx, before, { report, personId, actorId, now })
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

/** Taken back as false, and true after all: the very points come back, as after an appeal. */
async function giveBack(
  tx: Tx,
  grant: { id: string; points: number },
  { report, personId, actorId, now }: Pay & { personId: string },
) {
  const reversal = grant.points > 0 ? await reversalOf(tx, grant.id) : undefined
  if (!reversal || reversal.overturnedAt) return
  await overturnReversal(tx, { reversalId: reversal.id, actorId, now })
  await notify(tx, {
    ...{ personId, key: `restored-${reversal.id}`, href: `/points/${encodeURIComponent(grant.id)}`, now },
    title: { zh: '被更正的积分已恢复', en: 'Points that were taken back are yours again' },
    body: { zh: `${report.number} 重新审看后属实。`, en: `${report.number} was looked at again and is true.` },
  })
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

async function wait(tx: Tx, { id }: Report, rule: Paid): Promise<void> {
  const { unpaid } = await reportById(tx, id)
  const rules = new Set([...unpaid.split(',').filter(Boolean), rule])
  await tx
    .update(reports)
    .set({ unpaid: [...rules].join(',') })
    .where(eq(reports.id, id))
}

/** Of what a report still waits for, only what these rules pay. */
export const waitingFor = ({ unpaid }: Report, rules: readonly Paid[]) =>
  rules.filter((rule) => unpaid.split(',').includes(rule)).join(',')

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
  if (rules.includes('R2') || rules.includes('R3')) await paySolved(tx, { report: settled, ...pay })
}

type TakeBack = Pay & { reason: string }

/**
 * The report was false: what it earned its reporters and witnesses is taken back, with a notice and a way to appeal. A
 * witness who confirmed what was not there was granted as wrongly as the reporter.
 */
export async function takeBackPay(tx: Tx, { report, ...why }: TakeBack): Promise<void> {
  const all = await reportsOfOne(tx, report)
  const people = new Set([
    ...all.flatMap(({ reporterId }) => reporterId ?? []),
    ...(await witnessesOf(tx, report, all)),
  ])
  for (const one of all)
    for (const personId of [...people].sort())
      for (const rule of ['R1', 'R2', 'R3'] as const) await takeBack(tx, { ...why, report: one, rule, personId })
}

/** One grant, where it stands and was never taken back: a reversal that was overturned is not repeated. */
export async function takeBack(
  tx: Tx,
  { report, rule, personId, reason, actorId, now }: TakeBack & { rule: Paid; personId: string },
): Promise<void> {
  const grant = await grantById(tx, `grant:${grantKey(report, rule, personId)}`)
  if (!grant || grant.points === 0 || (await reversalOf(tx, grant.id))) return
  await reverseGrant(tx, { transferId: grant.id, reason, actorId, now })
}
