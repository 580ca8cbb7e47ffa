import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { householdMembers, householdRelatives, households } from '../../../db/schema/households.ts'
import { orders } from '../../../db/schema/stores.ts'
import { homeCommunity } from '../../areas/queries.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { newId, newShortNumber } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById, personForStaff } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { lockOrOpenPurse } from '../../points/ledger/purses.ts'
import { householdIdFrom } from '../../points/ledger/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeEvent } from '../events.ts'
import { endOfHousehold } from '../pairings/endings.ts'
import { householdFlow, memberFlow } from '../rules.ts'
import { emptyIntoPool } from './leftovers.ts'
import { householdInvitation, newHead, youAreOut, youMaySpend } from './messages.ts'
import {
  type Household,
  householdForStaff,
  householdOf,
  lockedHousehold,
  type Member,
  memberById,
  membersOf,
} from './queries.ts'

type Founding = { id: string; name: string; actor: Actor; now: Date }

/**
 * A household that somebody sets up for themselves and their family, as its head.
 *
 * @throws Refusal `identity_not_verified`, `household_one`
 */
export async function foundHousehold(tx: Tx, { id, name, actor, now }: Founding): Promise<Household> {
  const person = await personById(tx, actor.id)
  assertVerified(person)
  const about = { id: householdIdFrom(id), name, headId: actor.id, areaId: await homeCommunity(tx, person.areaId) }
  return open(tx, { ...about, state: 'active', paper: null, createdBy: actor.id, createdAt: now })
}

/**
 * A household that staff set up for a head of their area: it waits for the head's word, unless that lies on paper.
 *
 * @throws Refusal `person_missing`, `household_yours`, `household_one`
 */
export async function setUpHousehold(
  tx: Tx,
  { id, name, headId, paper, actor, now }: Founding & { headId: string; paper?: string | undefined },
): Promise<Household> {
  const head = await personForStaff(tx, headId, actor)
  if (headId === actor.id) throw new Refusal('forbidden', 'household_yours')
  const state = paper ? ('active' as const) : ('invited' as const)
  const about = { id: householdIdFrom(id), name, headId, areaId: await homeCommunity(tx, head.areaId) }
  return open(tx, { ...about, state, paper: paper ?? null, createdBy: actor.id, createdAt: now })
}

type NewRow = Omit<typeof households.$inferInsert, 'number' | 'version'>

async function open(tx: Tx, row: NewRow): Promise<Household> {
  await assertAlone(tx, row.headId, row.createdAt)
  const [household] = await tx
    .insert(households)
    .values({ ...row, number: newShortNumber(numberDigits) })
    .returning()
  const made = household as Household
  await lockOrOpenPurse(tx, { ownerId: made.id, kind: 'household' }, made.createdAt)
  const about = { subject: 'household' as const, subjectId: made.id, householdId: made.id, now: made.createdAt }
  await writeEvent(tx, {
    ...{ ...about, step: 'set up', from: null, to: made.state, actorId: made.createdBy },
    reason: made.paper ?? undefined,
  })
  const state = made.state === 'active' ? ('joined' as const) : ('invited' as const)
  await addMember(tx, made, {
    personId: made.headId,
    state,
    maySpend: true,
    actorId: made.createdBy,
    now: made.createdAt,
  })
  return made
}

const numberDigits = 9

/** Somebody's row in the ledger is held meanwhile, so that two households cannot take them in at once. */
async function assertAlone(tx: Tx, personId: string, now: Date): Promise<void> {
  await lockOrOpenPurse(tx, { ownerId: personId, kind: 'person' }, now)
  if (await householdOf(tx, personId)) throw new Refusal('conflict', 'household_one')
}

type NewMember = Pick<Member, 'personId' | 'state' | 'maySpend'> & { actorId: string; now: Date }

async function addMember(tx: Tx, household: Household, { actorId, now, ...about }: NewMember): Promise<Member> {
  const row = { id: newId(now), householdId: household.id, ...about, invitedBy: actorId, at: now }
  const [member] = await tx.insert(householdMembers).values(row).onConflictDoNothing().returning()
  if (!member) throw new Refusal('conflict', 'member_known')
  await noteMember(tx, member, { step: 'invite', from: null, actorId, now })
  if (member.state === 'invited')
    await notify(tx, { personId: member.personId, ...householdInvitation(member, household), now })
  return member
}

type Step = { step: string; from: Member['state'] | null; actorId: string; now: Date }

const noteMember = (tx: Tx, { id, householdId, state }: Member, { step, from, actorId, now }: Step) =>
  writeEvent(tx, { subject: 'member', subjectId: id, householdId, step, from, to: state, actorId, now })

type Inviting = { householdId: string; personId: string; actor: Actor; now: Date }

/**
 * The head asks somebody to join.
 *
 * @throws Refusal `household_missing`, `household_full`, `member_known`
 */
export async function inviteMember(tx: Tx, { householdId, personId, actor, now }: Inviting): Promise<Member> {
  const household = await headed(tx, householdId, actor)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  if ((await membersOf(tx, householdId)).length >= terms.membersMax)
    throw new Refusal('conflict', 'household_full', { max: terms.membersMax })
  return addMember(tx, household, { personId, state: 'invited', maySpend: false, actorId: actor.id, now })
}

/** The locked household of which the actor is the head. For anybody else it does not exist. */
async function headed(tx: Tx, id: string, actor: Actor): Promise<Household> {
  const household = await lockedHousehold(tx, id)
  if (household.headId !== actor.id || household.state !== 'active') throw new Refusal('missing', 'household_missing')
  return household
}

type Answering = { memberId: string; step: 'accept' | 'decline'; actor: Actor; now: Date }

/**
 * Somebody answers an invitation. Where staff set the household up for its head, the head's word opens or closes it.
 *
 * @throws Refusal `member_missing` also for somebody else's, `household_one`, `step_unknown`
 */
export async function answerInvitation(tx: Tx, { memberId, step, actor, now }: Answering): Promise<Household> {
  const { householdId, personId } = await memberById(tx, memberId)
  if (personId !== actor.id) throw new Refusal('missing', 'member_missing')
  const household = await lockedHousehold(tx, householdId)
  const member = await memberById(tx, memberId)
  const to = follow(memberFlow, member.state, step, new Set(['self']))
  if (step === 'accept') await assertAlone(tx, personId, now)
  await setMember(tx, member, { step, state: to, actorId: actor.id, now })
  if (household.headId !== personId) return household
  const state = follow(householdFlow, household.state, step, new Set(['head']))
  return moveHousehold(tx, household, { step, state, actorId: actor.id, now })
}

type Change = { step: string; state: Member['state']; maySpend?: boolean; actorId: string; now: Date }

async function setMember(tx: Tx, member: Member, { step, actorId, now, ...set }: Change): Promise<Member> {
  const isOut = set.state !== 'joined' && set.state !== 'invited'
  const [moved] = await tx
    .update(householdMembers)
    .set({ ...set, endedAt: isOut ? now : null })
    .where(and(eq(householdMembers.id, member.id), eq(householdMembers.state, member.state)))
    .returning()
  if (!moved) throw new Error(`member ${member.id} was moved while the household was locked`)
  await noteMember(tx, moved, { step, from: member.state, actorId, now })
  return moved
}

type MoveHome = { step: string; state: Household['state']; actorId: string; now: Date }

async function moveHousehold(tx: Tx, before: Household, { step, state, actorId, now }: MoveHome): Promise<Household> {
  const [moved] = await tx
    .update(households)
    .set({ state, closedAt: state === 'closed' ? now : null })
    .where(eq(households.id, before.id))
    .returning()
  const about = { subject: 'household' as const, subjectId: before.id, householdId: before.id, now }
  await writeEvent(tx, { ...about, step, from: before.state, to: state, actorId })
  return moved as Household
}

type Allowing = { memberId: string; maySpend: boolean; actor: Actor; now: Date }

/**
 * The head lets a member spend from the household's account, or no longer.
 *
 * @throws Refusal `household_missing`, `step_unknown`
 */
export async function allowSpending(tx: Tx, { memberId, maySpend, actor, now }: Allowing): Promise<void> {
  const { householdId } = await memberById(tx, memberId)
  const household = await headed(tx, householdId, actor)
  const member = await memberById(tx, memberId)
  const state = follow(memberFlow, member.state, 'allow', new Set(['head']))
  const moved = await setMember(tx, member, {
    step: maySpend ? 'allow' : 'disallow',
    state,
    maySpend,
    actorId: actor.id,
    now,
  })
  if (maySpend) await notify(tx, { personId: moved.personId, ...youMaySpend(moved, household, now), now })
}

type Removing = { memberId: string; actor: Actor; now: Date }

/**
 * The head takes somebody out again, or an invitation back. The head goes by leaving.
 *
 * @throws Refusal `household_missing`, `member_is_head`, `household_orders_open`
 */
export async function removeMember(tx: Tx, { memberId, actor, now }: Removing): Promise<void> {
  const { householdId } = await memberById(tx, memberId)
  const household = await headed(tx, householdId, actor)
  const member = await memberById(tx, memberId)
  if (member.personId === household.headId) throw new Refusal('conflict', 'member_is_head')
  const state = follow(memberFlow, member.state, 'remove', new Set(['head']))
  await assertNothingWaits(tx, household, member.personId)
  await setMember(tx, member, { step: 'remove', state, maySpend: false, actorId: actor.id, now })
  await notify(tx, { personId: member.personId, ...youAreOut(member, household), now })
}

/** Goods that somebody ordered from the household's account are collected or canceled first: their points are its. */
async function assertNothingWaits(tx: Tx, { id }: Household, personId: string): Promise<void> {
  const waits = ['placed', 'ready', 'partly_collected'] as const
  const [waiting] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.personId, personId), eq(orders.purseId, id), inArray(orders.state, [...waits])))
    .orderBy(asc(orders.id))
    .limit(1)
  if (waiting) throw new Refusal('conflict', 'household_orders_open')
}

/**
 * Somebody leaves their household. The next head is whoever has been there longest; when nobody is left, it closes and
 * what it had goes to the charity pool of its area.
 *
 * @throws Refusal `household_missing`, `household_orders_open`
 */
export async function leaveHousehold(tx: Tx, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  const mine = await householdOf(tx, actor.id)
  if (!mine) throw new Refusal('missing', 'household_missing')
  const household = await lockedHousehold(tx, mine.id)
  const all = (await membersOf(tx, household.id)).map(({ member }) => member)
  const self = all.find(({ personId }) => personId === actor.id)
  if (!self) throw new Refusal('missing', 'household_missing')
  const state = follow(memberFlow, self.state, 'leave', new Set(['self']))
  await assertNothingWaits(tx, household, actor.id)
  await setMember(tx, self, { step: 'leave', state, maySpend: false, actorId: actor.id, now })
  if (household.headId !== actor.id) return
  const next = all.find(({ personId, state: one }) => personId !== actor.id && one === 'joined')
  if (next) await crown(tx, household, next, now)
  else await close(tx, household, now)
}

async function crown(tx: Tx, household: Household, next: Member, now: Date): Promise<void> {
  await tx.update(households).set({ headId: next.personId }).where(eq(households.id, household.id))
  await setMember(tx, next, { step: 'head', state: 'joined', maySpend: true, actorId: system.id, now })
  await notify(tx, { personId: next.personId, ...newHead(household, next), now })
}

async function close(tx: Tx, household: Household, now: Date): Promise<void> {
  const invited = await tx
    .select()
    .from(householdMembers)
    .where(and(eq(householdMembers.householdId, household.id), eq(householdMembers.state, 'invited')))
    .orderBy(asc(householdMembers.id))
  for (const member of invited)
    await setMember(tx, member, { step: 'remove', state: 'removed', actorId: system.id, now })
  await moveHousehold(tx, household, { step: 'close', state: 'closed', actorId: system.id, now })
  await endOfHousehold(tx, household, now)
  await emptyIntoPool(tx, household, now)
}

type Declaring = { householdId: string; personId: string; actor: Actor; now: Date }

/** Writes down that somebody is a relative of a household. Said twice, it stands once. */
export async function declareRelative(tx: Tx, { householdId, personId, actor, now }: Declaring): Promise<void> {
  await tx
    .insert(householdRelatives)
    .values({ id: newId(now), householdId, personId, declaredBy: actor.id, at: now })
    .onConflictDoNothing()
}

/** Staff note a relative of a household of their area, themselves included. @throws Refusal `household_missing` */
export async function noteRelative(tx: Tx, declaring: Declaring): Promise<void> {
  await householdForStaff(tx, declaring.householdId, declaring.actor, ['clerk', 'admin'])
  await declareRelative(tx, declaring)
}
