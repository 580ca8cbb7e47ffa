import type { Database, Tx } from '../db/database.ts'
import { giveToPool, offerGift } from '../src/households/gifts/actions.ts'
import { foundHousehold, setUpHousehold } from '../src/households/homes/actions.ts'
import { agreeToPairing, approvePairing, noteVisit, proposePairing } from '../src/households/pairings/actions.ts'
import { pairingById } from '../src/households/pairings/queries.ts'
import { proposePoolGrant } from '../src/households/pool/actions.ts'
import { addDays, cityDay, day, later } from '../src/kit/clock.ts'
import { recordProxy, stepProxy } from '../src/stores/proxies/actions.ts'
import { actorOf } from './actors.ts'

const pairingId = 'demo-pairing-li-guiying'
const [clerk, reviewer, supporter, admin] = [
  'demo-clerk-li',
  'demo-reviewer-sun',
  'demo-officer-kong',
  'demo-admin-zheng',
].map((id) => actorOf(id as string)) as [Actor, Actor, Actor, Actor]
type Actor = ReturnType<typeof actorOf>

/**
 * 李桂英 has no phone: her household, its supporter and the neighbour who collects for her stand on paper. 王芳 gives to
 * the pool, and what is proposed out of it waits for a second person.
 */
export async function helpNeighbours({ database }: { database: Pick<Database, 'atomically'> }, now: Date) {
  const begin = later(now, -20 * day)
  await database.atomically(async (tx) => {
    const home = { id: 'demo-li-guiying', name: '李桂英家', headId: 'demo-li-guiying', paper: '社区档案柜 3 号' }
    const { id: householdId } = await setUpHousehold(tx, { ...home, actor: clerk, now: begin })
    const days = { startsOn: cityDay(begin), endsOn: addDays(cityDay(begin), 365) }
    const pairing = {
      id: pairingId,
      householdId,
      supporterId: supporter.id,
      organizationId: 'demo-org-city-management',
    }
    const duty = '每月上门一次，帮着买米买油，看看水电。'
    await proposePairing(tx, { ...pairing, ...days, duty, paper: '社区档案柜 3 号', actor: clerk, now: begin })
    await agreeToPairing(tx, { id: pairingId, areRelatives: false, actor: supporter, now: begin })
    const { version } = await pairingById(tx, pairingId)
    await approvePairing(tx, { id: pairingId, version, actor: reviewer, now: later(begin, day) })
    const visited = {
      visitId: 'demo-visit-1',
      visitedOn: cityDay(later(now, -5 * day)),
      words: '换了厨房的灯，带了两斤鸡蛋。',
      photos: [],
    }
    await noteVisit(tx, { id: pairingId, ...visited, actor: supporter, now: later(now, -5 * day) })
    await giveToPool(tx, { id: 'demo-gift-1', points: 5, actor: actorOf('demo-wang-fang'), now })
    await proposePoolGrant(tx, { id: 'demo-pool-1', householdId, points: 5, reason: '入冬添一桶油', actor: clerk, now })
    const proxy = {
      id: 'demo-proxy-1',
      ownerId: 'demo-li-guiying',
      personId: 'demo-pu-xuemei',
      paper: '社区档案柜 3 号',
    }
    await offerInTurn(tx, begin, now)
    await recordProxy(tx, { ...proxy, until: later(now, 180 * day), actor: clerk, now })
    await stepProxy(tx, { id: proxy.id, step: 'approve', actor: admin, now })
  })
}

/** 普雪梅 has a household of her own, which 张伟 supports: what he offers waits for her answer. */
async function offerInTurn(tx: Tx, begin: Date, now: Date) {
  const [head, neighbour] = [actorOf('demo-pu-xuemei'), actorOf('demo-zhang-wei')]
  const { id: householdId } = await foundHousehold(tx, { id: head.id, name: '普雪梅家', actor: head, now: begin })
  const id = 'demo-pairing-pu-xuemei'
  const days = { startsOn: cityDay(begin), endsOn: addDays(cityDay(begin), 180) }
  const asked = { id, householdId, supporterId: neighbour.id, duty: '周末帮忙接送老人看病，搬运重物。', ...days }
  await proposePairing(tx, { ...asked, actor: clerk, now: begin })
  for (const actor of [neighbour, head]) await agreeToPairing(tx, { id, areRelatives: false, actor, now: begin })
  const { version } = await pairingById(tx, id)
  await approvePairing(tx, { id, version, actor: reviewer, now: later(begin, day) })
  await offerGift(tx, {
    id: 'demo-gift-2',
    pairingId: id,
    points: 3,
    words: '天冷了，给家里添点东西',
    actor: neighbour,
    now,
  })
}
