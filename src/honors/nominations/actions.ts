import { and, eq } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { nominations, nominees } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { unitOf } from '../../hours/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { keepPhoto } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { type AwardClass, awardClassNow, awardClassVersion } from '../classes/queries.ts'
import { underWay } from '../rules.ts'
import { moveNomination, noteNomination } from './move.ts'
import { type Nomination, nominationById, nomineesOf, standsFor } from './queries.ts'
import { headOf, householdWith, merchantNumbered, type Registered } from './register.ts'
import { tellNominator } from './tell.ts'

export type NewNomination = {
  /** The sender's id of this act, and the nomination's id. */
  key: string
  classId: string
  /** Whom it is about: one person, the members of a team, or somebody of the household. */
  personIds: readonly string[]
  /** Of a team; households and merchants have theirs in the register. */
  groupName?: string | undefined
  /** `M-2026-000123`, for a merchant. */
  merchant?: string | undefined
  facts: string
  /** For whoever nominates themselves: whether the name may be shown. */
  showName?: boolean | undefined
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

export const membersMax = 20

/**
 * Nominates somebody else, oneself, a team by name with its members, a household, or a merchant. Everybody it is about is
 * asked first, of a household all its members, of a merchant the owner; who nominates themselves has agreed by doing so.
 *
 * @returns the nomination's id; the same key again gives the first one's
 * @throws Refusal `award_class_closed`, `nominee_count`, `group_name_needed`, `honor_household_none`, `honor_merchant_none`,
 *   `already_nominated`, `already_holds`
 */
export function nominate(tx: Tx, { prepared, showName = false, actor, now, ...given }: NewNomination): Promise<string> {
  const { key, classId, facts } = given
  const named = [...new Set(given.personIds)]
  const content = ['nominate', classId, named, given.groupName ?? given.merchant ?? '', facts]
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    const awardClass = await awardClassNow(tx, classId)
    const { groupName, personIds, householdId, merchantId, areaId } = await subjectOf(tx, awardClass, named, given)
    await assertFree(tx, awardClass, { personIds, householdId, merchantId }, now)
    // The community, never the compound or grid: the notice must not say where somebody lives.
    const area = await unitOf(tx, areaId)

    const number = await yearlyNumber(tx, 'N', now)
    const place = { areaId: area.id, areaPath: area.path }
    const times = { createdAt: now, updatedAt: now }
    const [nomination] = await tx
      .insert(nominations)
      .values({
        ...{ id: key, number, classId, classVersionId: awardClass.id, groupName, ...place, facts },
        ...{ nominatedBy: actor.id, state: 'nominated', householdId, merchantId, ...times },
      })
      .onConflictDoNothing()
      .returning()
    if (!nomination) throw new Refusal('conflict', 'already_nominated', { field: 'who' })
    await noteNomination(tx, { nomination, from: null, step: 'nominate', byId: actor.id, now })
    for (const personId of personIds) await enter(tx, nomination, awardClass, { personId, showName, actor, now })
    const use = { purpose: 'evidence' as const, subjectId: key, ownerId: actor.id, areaPath: area.path, now }
    for (const photo of prepared) await keepPhoto(tx, { prepared: photo, ...use })
    return key
  })
}

type Subject = {
  groupName: string | null
  personIds: readonly string[]
  householdId?: string
  merchantId?: string
  areaId: string
}

async function subjectOf(
  tx: Tx,
  { isOpen, subjectKind }: AwardClass,
  named: readonly string[],
  { groupName, merchant }: Pick<NewNomination, 'groupName' | 'merchant'>,
): Promise<Subject> {
  if (!isOpen) throw new Refusal('conflict', 'award_class_closed')
  if (subjectKind === 'merchant') return registered(await merchantNumbered(tx, merchant ?? ''))
  const max = subjectKind === 'team' ? membersMax : 1
  if (named.length < 1 || named.length > max) throw new Refusal('invalid', 'nominee_count', { max, field: 'who' })
  const first = named[0] as string
  if (subjectKind === 'household') return registered(await householdWith(tx, first))
  if (subjectKind === 'team' && !groupName) throw new Refusal('invalid', 'group_name_needed', { field: 'groupName' })
  const { areaId } = await personById(tx, first)
  return { groupName: subjectKind === 'team' ? (groupName ?? null) : null, personIds: named, areaId }
}

const registered = ({ name, ...group }: Registered): Subject => ({ groupName: name, ...group })

type Whose = Pick<Subject, 'personIds' | 'householdId' | 'merchantId'>

async function assertFree(tx: Tx, { classId, gives, subjectKind }: AwardClass, whose: Whose, now: Date) {
  // Merit can be earned again while an earlier deed is still being judged; a team may share members with another.
  if (gives === 'merit' || subjectKind === 'team') return
  const { personIds, householdId, merchantId } = whose
  if (subjectKind === 'person') await queueFor(tx, personIds[0] as string)
  const isRegistered = householdId !== undefined || merchantId !== undefined
  const one = isRegistered ? [{ householdId, merchantId }] : personIds.map((personId) => ({ personId }))
  for (const subject of one) {
    const standing = await standsFor(tx, { classId, ...subject, now })
    const field = merchantId ? 'merchant' : 'who'
    if (standing === 'under_way') throw new Refusal('conflict', 'already_nominated', { field })
    if (standing === 'holds') throw new Refusal('conflict', 'already_holds', { field })
  }
}

/** Two who nominate the same person at once wait for one another here, so that the second finds the first. */
const queueFor = (tx: Tx, personId: string) =>
  locked(tx.select({ id: people.id }).from(people).where(eq(people.id, personId)))

type Entering = { personId: string; showName: boolean; actor: Actor; now: Date }

async function enter(tx: Tx, { id }: Nomination, awardClass: AwardClass, { personId, showName, actor, now }: Entering) {
  const isSelf = personId === actor.id
  const answer = isSelf ? ({ answer: 'agreed', answeredAt: now } as const) : ({ answer: 'waiting' } as const)
  await tx.insert(nominees).values({ nominationId: id, personId, ...answer, showName: isSelf && showName })
  if (isSelf) return
  await notify(tx, {
    ...{ personId, key: `nomination-${id}-asked`, href: `/honors/nominations/${id}`, now },
    title: { zh: `有人推荐您：${awardClass.zh}`, en: `You were nominated: ${awardClass.en}` },
    body: {
      zh: '是否参加评选、是否公开姓名，都由您决定。您同意之后才会核验资格。',
      en: 'Whether you stand, and whether your name is shown, is yours to decide. Nothing is checked before you agree.',
    },
  })
}

export type Answer = {
  nominationId: string
  answer: 'agreed' | 'declined'
  showName: boolean
  actor: Actor
  now: Date
}

/**
 * Somebody agrees or declines, or changes their mind. Whether the name is shown can be changed at any time, also after
 * the honour was given; agreeing and declining only until it is decided.
 *
 * @throws Refusal `nomination_missing` (not about them), `nomination_over`
 */
export async function answerNomination(tx: Tx, { nominationId, answer, showName, actor, now }: Answer): Promise<void> {
  const nomination = await nominationById(tx, nominationId)
  const subjects = await nomineesOf(tx, nominationId)
  const mine = subjects.find(({ personId }) => personId === actor.id)
  if (!mine) throw new Refusal('missing', 'nomination_missing')
  const isUnderWay = (underWay as readonly string[]).includes(nomination.state) && nomination.state !== 'decided'
  const isTooLate = answer === 'agreed' && mine.answer === 'waiting' && nomination.state !== 'nominated'
  if (answer !== mine.answer && (!isUnderWay || isTooLate)) throw new Refusal('conflict', 'nomination_over')
  if (mine.answer === 'declined' && answer === 'agreed' && nomination.state !== 'nominated')
    throw new Refusal('conflict', 'nomination_over')

  await tx
    .update(nominees)
    .set({ answer, showName: answer === 'agreed' && showName, answeredAt: now, paper: null, recordedBy: null })
    .where(and(eq(nominees.nominationId, nominationId), eq(nominees.personId, actor.id)))
  if (answer === mine.answer) return
  const others = subjects.filter((subject) => subject !== mine && subject.answer !== 'declined')
  // The head speaks for the household: without them there is no honour of it.
  const isLast = others.length === 0 || (await headOf(tx, nomination)) === actor.id
  if (answer === 'declined' && isLast) await letGo(tx, { nomination, actor, now })
  else await noteNomination(tx, { nomination, from: nomination.state, step: noteOf[answer], byId: actor.id, now })
}

const noteOf = { agreed: 'agree', declined: 'decline' } as const

/** Nobody is left who wants it. */
async function letGo(tx: Tx, { nomination, actor, now }: { nomination: Nomination; actor: Actor; now: Date }) {
  const declined = await moveNomination(tx, { nomination, step: 'decline', actor, now })
  const awardClass = await awardClassVersion(tx, nomination.classVersionId)
  await tellNominator(tx, {
    ...{ nomination: declined, awardClass, occasion: 'declined', now },
    title: { zh: `对方谢绝了推荐：${awardClass.zh}`, en: `Your nomination was declined: ${awardClass.en}` },
    body: { zh: '谢谢您的推荐，我们尊重本人的意愿。', en: 'Thank you. We respect their wish.' },
  })
}

/** Whoever nominated takes it back, until the panel has it. @throws Refusal `nomination_missing` (not theirs), `step_unknown` */
export async function withdrawNomination(
  tx: Tx,
  { nominationId, actor, now }: Pick<Answer, 'nominationId' | 'actor' | 'now'>,
) {
  const nomination = await nominationById(tx, nominationId)
  if (nomination.nominatedBy !== actor.id) throw new Refusal('missing', 'nomination_missing')
  await moveNomination(tx, { nomination, step: 'withdraw', actor, now })
}
