import type { City, Job } from '../../jobs.ts'
import { system } from '../../kit/actor.ts'
import { minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { endQueue } from '../campaigns/actions.ts'
import type { CampaignRow } from '../campaigns/queries.ts'
import { callNext, drawLots, endDraw, freezeDraw, passOver, tellSome } from './actions.ts'
import { chainedDigest, drawsUnderWay, queuesToEnd } from './queries.ts'
import { digestDayOf } from './rules.ts'

export const campaignJobs: readonly Job[] = [
  {
    name: 'campaigns end',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const due = await queuesToEnd(db, now)
      const done = await Promise.all(due.map(({ id }) => atomically((tx) => endQueue(tx, { id, now }))))
      return done.filter(Boolean).length
    },
  },
  {
    name: 'lots are drawn',
    everyMilliseconds: minute,
    async run(city) {
      let done = 0
      for (const campaign of await drawsUnderWay(city.db, city.now)) done += await carryOn(city, campaign)
      return done
    },
  },
]

const peopleAtOnce = 200

/** Brings one draw a step further. @returns how much was done */
async function carryOn(city: City, { id, state, ...campaign }: CampaignRow): Promise<number> {
  const { db, atomically, secrets, now } = city
  if (state === 'published') return Number(await atomically((tx) => freezeDraw(tx, { id, now })))
  if (state === 'frozen') {
    if (!(await chainedDigest(db, digestDayOf(campaign)))) return 0
    await atomically((tx) => drawLots(tx, secrets, { id, actor: system, now }))
    return 1
  }
  if (campaign.endsAt <= now) return Number(await atomically((tx) => endDraw(tx, { id, now })))
  const called = await callSome(city, id)
  return called || atomically((tx) => tellSome(tx, { id, now }, peopleAtOnce))
}

/** What stands in the way is the store's, not theirs whose turn it is: they keep it. */
const ofTheStore = ['store_closed', 'stock_out', 'stock_for_others', 'item_inactive', 'campaign_out']

/** Calls until nothing or nobody is left. @returns how many were called, those in vain included */
export async function callSome({ atomically, secrets, now }: Pick<City, 'atomically' | 'secrets' | 'now'>, id: string) {
  for (let called = 0; called < peopleAtOnce; called++) {
    try {
      if (!(await atomically((tx) => callNext(tx, secrets, { id, now })))) return called
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'busy') throw refusal
      if (ofTheStore.includes(refusal.code)) return called
      await atomically((tx) => passOver(tx, { id, now }, refusal))
    }
  }
  return peopleAtOnce
}
