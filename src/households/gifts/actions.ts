import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { charityGifts } from '../../../db/schema/households.ts'
import { homeCommunity } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay, cityMonth, day, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { tiesOf } from '../../people/ties.ts'
import { giveHeldPoints, givePoints } from '../../points/gifts/actions.ts'
import { holdPoints } from '../../points/holds/actions.ts'
import { lockOrOpenPurse } from '../../points/ledger/purses.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeEvent } from '../events.ts'
import { type Ordering, orderGoods } from '../goods/ordering.ts'
import { type Household, householdById, lockedHousehold, partsIn } from '../homes/queries.ts'
import { lockedPairing, pairingById } from '../pairings/queries.ts'
import { assertMaySupport } from '../pairings/supporters.ts'
import { assertImpartial } from '../rules.ts'
import { endOffer, giftHoldId, moveGift } from './endings.ts'
import { giftAccepted, giftOffered } from './messages.ts'
import { type Gift, giftById, givenIn, lockedGift, offeredTo, receivedIn } from './queries.ts'
import { assertMayGive, assertMayReceive, giftFlow } from './rules.ts'

type Giving = { id: string; points: number; words?: string | undefined; actor: Actor; now: Date }

/**
 * Points for the charity pool of the giver's community, at once and for good. Sent twice, it is given once.
 *
 * @throws Refusal `identity_not_verified`, `gift_limit_giver`, `points_not_enough`, `same_id_other_content`
 */
export const giveToPool = (tx: Tx, asked: Giving): Promise<{ id: string }> =>
  once(tx, { key: asked.id, actorId: asked.actor.id, content: ['pool', asked.points], now: asked.now }, async () => {
    const { points, actor, now } = asked
    const { areaId } = await assertGiver(tx, asked)
    const id = `${actor.id}-${asked.id}`
    const cause = { kind: 'charity', id, zh: '献给爱心池', en: 'Given to the charity pool' }
    await givePoints(tx, {
      id: `pool-${id}`,
      fromId: actor.id,
      toId: poolIdOf(areaId),
      points,
      cause,
      actorId: actor.id,
      now,
    })
    const about = { id, kind: 'pool' as const, giverId: actor.id, areaId, points, words: '' }
    await writeGift(tx, {
      ...about,
      state: 'accepted',
      givenIn: cityMonth(now),
      offeredAt: now,
      lapsesAt: now,
      closedAt: now,
    })
    return { id }
  })

/** The giver's purse is held from here on, so that what was given this month stands still. */
async function assertGiver(tx: Tx, { points, actor, now }: Giving): Promise<{ areaId: string }> {
  const person = await personById(tx, actor.id)
  assertVerified(person)
  await lockOrOpenPurse(tx, { ownerId: actor.id, kind: 'person' }, now)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  assertMayGive(points, { limit: terms.givenPerMonth, given: await givenIn(tx, actor.id, cityMonth(now)) })
  return { areaId: await homeCommunity(tx, person.areaId) }
}

async function writeGift(tx: Tx, row: typeof charityGifts.$inferInsert): Promise<Gift> {
  const [gift] = await tx.insert(charityGifts).values(row).returning()
  const written = gift as Gift
  const about = { subject: 'gift' as const, subjectId: written.id, householdId: written.householdId }
  await writeEvent(tx, {
    ...about,
    step: 'offer',
    from: null,
    to: written.state,
    actorId: written.giverId,
    now: written.offeredAt,
  })
  return written
}

export type Offer = Giving & { pairingId: string; goods?: Gift['goods']; storeId?: string | undefined }

/**
 * The supporter of a household offers it points. They are held until the household answers.
 *
 * @throws Refusal `pairing_missing`, `pairing_not_active`, `gift_limit_giver`, `gift_limit_household`,
 *   `points_not_enough`, `same_id_other_content`, and those of `assertMaySupport`
 */
export const offerGift = (tx: Tx, asked: Offer): Promise<{ id: string }> =>
  once(tx, { key: asked.id, actorId: asked.actor.id, content: contentOf(asked), now: asked.now }, async () => {
    const { points, words = '', actor, now, goods = null, storeId = null } = asked
    const { household, pairingId } = await assertSupporter(tx, asked)
    await assertGiver(tx, asked)
    const { terms } = await documentInForce(tx, 'CHARITY', now)
    const received = (await receivedIn(tx, household.id, cityMonth(now))) + (await offeredTo(tx, household.id))
    assertMayReceive(points, { limit: terms.receivedPerMonth, received })

    const id = `${actor.id}-${asked.id}`
    const cause = {
      kind: 'charity',
      id,
      zh: '赠送给结对家庭，等待对方答复',
      en: 'Offered to a household, waiting for its answer',
    }
    await holdPoints(tx, { id: giftHoldId(id), personId: actor.id, points, cause, now })
    const about = {
      id,
      giverId: actor.id,
      areaId: household.areaId,
      householdId: household.id,
      pairingId,
      points,
      words,
    }
    const dates = { givenIn: cityMonth(now), offeredAt: now, lapsesAt: later(now, terms.offerDays * day) }
    const kind = goods ? ('goods' as const) : ('points' as const)
    const gift = await writeGift(tx, { ...about, ...dates, kind, goods, storeId, state: 'offered' })
    await notify(tx, { personId: household.headId, ...giftOffered(gift), now })
    return { id }
  })

const contentOf = ({ pairingId, points, words = '', goods, storeId }: Offer) => [
  'gift',
  pairingId,
  points,
  words,
  goods,
  storeId,
]

async function assertSupporter(
  tx: Tx,
  { pairingId, actor, now }: Offer,
): Promise<{ household: Household; pairingId: string }> {
  const { householdId, supporterId } = await pairingById(tx, pairingId)
  if (supporterId !== actor.id) throw new Refusal('missing', 'pairing_missing')
  const household = await lockedHousehold(tx, householdId)
  const { state, startsOn, endsOn } = await lockedPairing(tx, pairingId)
  const today = cityDay(now)
  if (state !== 'active' || today < startsOn || today > endsOn) throw new Refusal('conflict', 'pairing_not_active')
  await assertMaySupport(tx, actor.id, household, now)
  return { household, pairingId }
}

type Answering = { id: string; reason?: string | undefined; actor: Actor; now: Date }

/** The locked gift with its household, and what the actor is to it. For anybody else it does not exist. */
async function reach(tx: Tx, { id, actor }: Answering) {
  const { householdId, giverId } = await giftById(tx, id)
  if (!householdId) throw new Refusal('missing', 'gift_missing')
  const parts = new Set<string>(await partsIn(tx, await householdById(tx, householdId), actor))
  if (giverId === actor.id) parts.add('giver')
  if (!['head', 'giver', 'clerk', 'admin'].some((part) => parts.has(part))) throw new Refusal('missing', 'gift_missing')
  const household = await lockedHousehold(tx, householdId)
  return { gift: await lockedGift(tx, id), household, parts }
}

type Reached = Awaited<ReturnType<typeof reach>>

/** Staff answer only for a head who agreed on paper, say where that answer lies, and are not tied to the household. */
async function assertMayAnswer(tx: Tx, { household, parts }: Reached, { reason, actor }: Answering): Promise<void> {
  if (parts.has('head')) return
  if (!household.paper) throw new Refusal('forbidden', 'gift_head_answers')
  assertImpartial(actor.id, await tiesOf(tx, household.id))
  if (!reason) throw new Refusal('invalid', 'household_reason', { field: 'reason' })
}

/**
 * The household takes the points: they are its own now, for goods only, and nobody takes them back. Where goods were
 * offered, they are ordered with them at once.
 *
 * @throws Refusal `gift_missing`, `step_unknown` when it was answered before, `gift_lapsed`, `gift_limit_household`;
 *   for goods, those of an order
 */
export async function acceptGift(tx: Tx, ordering: Ordering, asked: Answering): Promise<Gift> {
  const { reason, actor, now } = asked
  const reached = await reach(tx, asked)
  const { gift, household, parts } = reached
  const to = follow(giftFlow, gift.state, 'accept', parts)
  await assertMayAnswer(tx, reached, asked)
  if (gift.lapsesAt <= now) throw new Refusal('conflict', 'gift_lapsed')
  const month = cityMonth(now)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  assertMayReceive(gift.points, { limit: terms.receivedPerMonth, received: await receivedIn(tx, household.id, month) })

  const cause = { kind: 'charity', id: gift.id, zh: '爱心赠送', en: 'A gift' }
  await giveHeldPoints(tx, { holdId: giftHoldId(gift.id), toId: household.id, cause, actorId: actor.id, now })
  const orderId = gift.kind === 'goods' ? await orderGoods(tx, ordering, { gift, household, now }) : null
  const accepted = await moveGift(
    tx,
    gift,
    { step: 'accept', to, actorId: actor.id, reason, now },
    { receivedIn: month, orderId },
  )
  await notify(tx, { personId: gift.giverId, ...giftAccepted(accepted, household), now })
  return accepted
}

/** The household says no; the points go back. */
async function declineGift(tx: Tx, asked: Answering): Promise<Gift> {
  const reached = await reach(tx, asked)
  const to = follow(giftFlow, reached.gift.state, 'decline', reached.parts)
  await assertMayAnswer(tx, reached, asked)
  return endOffer(tx, reached.gift, {
    step: 'decline',
    to,
    actorId: asked.actor.id,
    reason: asked.reason,
    now: asked.now,
  })
}

/** The giver takes an offer back while nobody has answered. */
async function withdrawGift(tx: Tx, asked: Omit<Answering, 'reason'>): Promise<Gift> {
  const { gift, parts } = await reach(tx, asked)
  const to = follow(giftFlow, gift.state, 'withdraw', parts)
  return endOffer(tx, gift, { step: 'withdraw', to, actorId: asked.actor.id, now: asked.now })
}

/** One of the three answers that an offer can have. */
export function answerGift(
  tx: Tx,
  ordering: Ordering,
  { step, ...asked }: Answering & { step: 'accept' | 'decline' | 'withdraw' },
): Promise<Gift> {
  if (step === 'accept') return acceptGift(tx, ordering, asked)
  return step === 'decline' ? declineGift(tx, asked) : withdrawGift(tx, asked)
}
