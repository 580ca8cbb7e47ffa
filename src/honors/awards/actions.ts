import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { yearlyNumber } from '../../../db/once.ts'
import { awardYears, meritRecords } from '../../../db/schema/honors.ts'
import { areaById } from '../../areas/queries.ts'
import { issueCredential, revokeCredential } from '../../credentials/actions.ts'
import { credentialFor } from '../../credentials/queries.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { paperNameOf, personById } from '../../people/queries.ts'
import { commitBudget, grantPoints, releaseBudget, reverseGrant } from '../../points/actions.ts'
import type { AwardClass } from '../classes/queries.ts'
import { meritOfPerson } from '../figures.ts'
import { gradeNames } from '../labels.ts'
import { keepWords } from '../nominations/move.ts'
import { type Nomination, nomineesOf } from '../nominations/queries.ts'
import { panelById } from '../panels/queries.ts'
import { addMonths, meritOf } from '../rules.ts'

/** What an act on an award rests on. */
export type Awarding = { nomination: Nomination; awardClass: AwardClass; actorId: string; now: Date }

/**
 * Takes a place in the year's quota; two decisions for the last place wait for one another here.
 *
 * @returns the year it counts in
 * @throws Refusal `quota_used`
 */
export async function takeQuota(tx: Tx, { classId, quotaPerYear }: AwardClass, now: Date): Promise<string> {
  const year = cityDay(now).slice(0, 4)
  await tx.insert(awardYears).values({ classId, year, taken: 0 }).onConflictDoNothing()
  const [taken] = await tx
    .update(awardYears)
    .set({ taken: sql`${awardYears.taken} + 1` })
    .where(
      and(
        eq(awardYears.classId, classId),
        eq(awardYears.year, year),
        quotaPerYear === null ? undefined : sql`${awardYears.taken} < ${quotaPerYear}`,
      ),
    )
    .returning({ taken: awardYears.taken })
  if (!taken) throw new Refusal('conflict', 'quota_used', { year, quota: quotaPerYear ?? 0 })
  return year
}

/** A revoked honour leaves its place to somebody else of the same year. */
export const freePlace = (tx: Tx, nomination: Nomination) => countPlace(tx, nomination, -1)

/** A restored one is back, also when its place was given away meanwhile: the mistake was not its holder's. */
export const countAgain = (tx: Tx, nomination: Nomination) => countPlace(tx, nomination, 1)

const countPlace = (tx: Tx, { classId, year }: Nomination, by: 1 | -1) =>
  tx
    .update(awardYears)
    .set({ taken: sql`${awardYears.taken} + ${by}` })
    .where(and(eq(awardYears.classId, classId), eq(awardYears.year, year as string)))

const budgetReason = ({ id }: Nomination) => `honor-${id}`

/** Sets the points of R10 aside when they are decided, so that the ceremony never finds the budget empty. */
export const commitPoints = (tx: Tx, { nomination, actorId, now }: Awarding) =>
  commitBudget(tx, {
    ...{ areaId: nomination.areaId, points: nomination.points },
    ...{ reason: budgetReason(nomination), actorId, now },
  })

/** What issuing writes on the row. */
export async function awardFields(tx: Tx, { validMonths }: AwardClass, now: Date) {
  const number = await yearlyNumber(tx, 'HN', now)
  return { awardNumber: number, issuedAt: now, validUntil: validMonths ? addMonths(now, validMonths) : null }
}

/** Merit into the book and points by R10, once. */
export async function recordMerit(tx: Tx, awarding: Awarding): Promise<void> {
  const { nomination, actorId, now } = awarding
  if (!nomination.grade) return
  await enterMerit(tx, awarding)
  if (nomination.points === 0) return
  const [nominee] = await agreedTo(tx, nomination)
  const title = gradeNames[nomination.grade]
  const granted = await grantPoints(tx, {
    ...{ id: `honor-${nomination.id}`, personId: nominee?.personId as string, rule: 'R10', points: nomination.points },
    budgetAreaId: nomination.areaId,
    cause: { kind: 'merit', id: nomination.id, zh: `记功：${title.zh}`, en: title.en },
    evidence: [{ kind: 'nomination', id: nomination.id }],
    ...{ actorId, now },
  })
  const left = nomination.points - granted.points
  await releaseBudget(tx, { areaId: nomination.areaId, points: left, reason: budgetReason(nomination), actorId, now })
}

/** A row in the book for whom it is about; a restored one is another row. */
export async function enterMerit(tx: Tx, { nomination, awardClass, actorId, now }: Awarding): Promise<void> {
  const { id, grade, areaPath, decidedBy, version } = nomination
  if (!grade) return
  const panel = await panelById(tx, nomination.panelId as string)
  for (const { personId } of await agreedTo(tx, nomination))
    await tx.insert(meritRecords).values({
      ...{ id: `${id}:${personId}:${version}`, personId, nominationId: id, grade, merit: meritOf[grade] },
      ...{ title: `${awardClass.zh} · ${gradeNames[grade].zh}`, panelId: panel.id, panelName: panel.name },
      ...{ areaPath, decidedBy: decidedBy ?? actorId, at: now },
    })
}

/** Takes merit and points back by correcting rows, with the reason. What points were spent becomes a visible debt. */
export async function correctMerit(tx: Tx, { nomination, actorId, now }: Awarding, why: string): Promise<void> {
  for (const { personId } of await agreedTo(tx, nomination)) {
    const known = (await meritOfPerson(tx, personId)).map(({ record }) => record)
    const book = known.filter(({ nominationId }) => nominationId === nomination.id)
    const standing = book.filter(({ id, corrects }) => !corrects && !book.some((row) => row.corrects === id))
    for (const { id, merit, ...row } of standing) {
      const ofId = `${id}:corrected`
      const correction = { ...row, id: ofId, merit: -merit, corrects: id, decidedBy: actorId, at: now }
      await tx.insert(meritRecords).values(correction)
      await keepWords(tx, { ofId, nominationId: nomination.id, words: why })
    }
  }
  if (nomination.points > 0)
    await reverseGrant(tx, { transferId: `grant:honor-${nomination.id}`, reason: why, actorId, now })
}

/** Signs the certificate. A restored honour gets a new one; the old one stays revoked. */
export async function signAward(tx: Tx, secrets: Secrets, { issuer, ...awarding }: Awarding & { issuer: string }) {
  const { nomination, awardClass, actorId, now } = awarding
  const { id, groupName, grade, year, awardNumber, areaId, validUntil } = nomination
  const [nominee] = await agreedTo(tx, nomination)
  const name = groupName ?? paperNameOf(secrets, await personById(tx, nominee?.personId as string))
  await issueCredential(tx, secrets, {
    ...{ kind: 'honor', subjectId: id, personId: groupName ? undefined : nominee?.personId, issuer, actorId, now },
    type: grade ? 'MeritCredential' : 'HonorCredential',
    subject: {
      ...{ name, honor: grade ? gradeNames[grade].zh : awardClass.zh, year },
      ...{ area: (await areaById(tx, areaId)).name, no: awardNumber },
    },
    ...(validUntil ? { expiresAt: validUntil } : {}),
  })
}

export async function revokeAward(tx: Tx, { nomination, actorId, now }: Awarding, why: string): Promise<void> {
  const credential = await credentialFor(tx, 'honor', nomination.id)
  if (credential) await revokeCredential(tx, { credentialId: credential.id, why, actorId, now })
}

/** Whom the award names: those who agreed. */
const agreedTo = async (tx: Tx, { id }: Nomination) =>
  (await nomineesOf(tx, id)).filter(({ answer }) => answer === 'agreed')
