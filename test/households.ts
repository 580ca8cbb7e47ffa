import type { Tx } from '../db/database.ts'
import { answerInvitation, foundHousehold, inviteMember } from '../src/households/homes/actions.ts'
import { agreeToPairing, approvePairing, proposePairing } from '../src/households/pairings/actions.ts'
import { pairingById } from '../src/households/pairings/queries.ts'
import type { Actor } from '../src/kit/actor.ts'
import { addDays, cityDay } from '../src/kit/clock.ts'
import { placeOrder } from '../src/stores/orders/actions.ts'
import type { Town } from './town.ts'

let forms = 0
/** A form's own id, as a page would draw it. */
export const form = () => `form-${String(++forms).padStart(8, '0')}`

/** Somebody does something now. */
export async function by<Result>(
  town: Town,
  who: string,
  work: (tx: Tx, by: { actor: Actor; now: Date }) => Promise<Result>,
): Promise<Result> {
  const actor = await town.actor(who)
  return town.atomically((tx) => work(tx, { actor, now: town.now() }))
}

/** A household of 青云 with `head`, and whoever else agreed to join. @returns its id */
export async function aHousehold(town: Town, head = 'wangFang', ...others: string[]): Promise<string> {
  const { id } = await by(town, head, (tx, now) => foundHousehold(tx, { id: `of-${head}`, name: '王芳家', ...now }))
  for (const personId of others) {
    const member = await by(town, head, (tx, now) => inviteMember(tx, { householdId: id, personId, ...now }))
    await by(town, personId, (tx, now) => answerInvitation(tx, { memberId: member.id, step: 'accept', ...now }))
  }
  return id
}

/** A pairing of that household that runs for a year: proposed by clerkLi, approved by reviewerSun. @returns its id */
export async function aPairing(town: Town, householdId: string, supporterId = 'zhangWei', headId = 'wangFang') {
  const id = await aProposal(town, householdId, supporterId)
  for (const who of [supporterId, headId])
    await by(town, who, (tx, now) => agreeToPairing(tx, { id, areRelatives: false, ...now }))
  const { version } = await pairingById(town.db, id)
  await by(town, 'reviewerSun', (tx, now) => approvePairing(tx, { id, version, ...now }))
  return id
}

/** The same, proposed and no more. */
export async function aProposal(town: Town, householdId: string, supporterId = 'zhangWei') {
  const id = `pairing-${householdId}-${supporterId}`
  const days = { startsOn: cityDay(town.now()), endsOn: addDays(cityDay(town.now()), 365) }
  const asked = { id, householdId, supporterId, duty: '每月走访一次，帮忙买米买油', ...days }
  await by(town, 'clerkLi', (tx, now) => proposePairing(tx, { ...asked, ...now }))
  return id
}

/** How the house orders goods that are given. */
export const ordering = ({ secrets }: Town) => ({ placeOrder, secrets })
