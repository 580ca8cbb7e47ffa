import type { Database, Tx } from '../db/database.ts'
import { acceptGift, giveToPool, offerGift } from '../src/households/gifts/actions.ts'
import { setUpHousehold } from '../src/households/homes/actions.ts'
import { agreeToPairing, approvePairing, noteVisit, proposePairing } from '../src/households/pairings/actions.ts'
import { pairingById } from '../src/households/pairings/queries.ts'
import { decidePoolGrant, proposePoolGrant } from '../src/households/pool/actions.ts'
import { addDays, cityDay, cityMonth, day, hour, later, startOfCityDay } from '../src/kit/clock.ts'
import type { Services } from '../src/services.ts'
import { placeOrder } from '../src/stores/orders/actions.ts'
import { actorOf } from './actors.ts'

type Town = Pick<Services, 'secrets'> & { database: Pick<Database, 'atomically'> }

const [clerk, reviewer] = [actorOf('demo-clerk-li'), actorOf('demo-reviewer-sun')]
const paper = '社区档案柜 4 号'

/** Who supports whom, and the words of their last visit. */
const pairs = [
  ['demo-wang-fang', 'demo-elder-bai', '白秀兰家', '陪着去社区医院量了血压，药还够吃半个月。'],
  ['demo-zhang-wei', 'demo-elder-shi', '师有才家', '换了门锁，教会了用新手机接电话。'],
  ['demo-pu-xuemei', 'demo-elder-li', '李阿黑家', '一起包了饺子，说了一下午话。'],
  ['demo-lu-jianhua', 'demo-elder-nima', '买买提·托合提阿洪家', '帮着把被子晒了，疏通了厨房下水。'],
  ['demo-tao-li', 'demo-elder-zhu', '朱桂珍家', '买了菜送上楼，电灯不亮，已报物业。'],
] as const

/**
 * Five neighbours each support an old person and give to the pool as well. It was last month: the public reads of charity
 * only when a month is over, and only of five or more together.
 */
export function giveInLastMonth({ database, secrets }: Town, now: Date) {
  const lastMonth = addDays(`${cityMonth(now)}-01`, -1)
  const at = later(startOfCityDay(lastMonth), 10 * hour)
  const live = () =>
    database.atomically(async (tx) => {
      for (const [index, pair] of pairs.entries()) await support(tx, { secrets, pair, index, at })
      for (const [index, [giver]] of pairs.entries())
        await giveToPool(tx, { id: `demo-pool-gift-${index}`, points: 4, actor: actorOf(giver), now: at })
      for (const [, head] of pairs) await grantFromPool(tx, head, at)
    })
  return { at, live }
}

type Supporting = Pick<Town, 'secrets'> & { pair: (typeof pairs)[number]; index: number; at: Date }

async function support(tx: Tx, { secrets, pair: [giver, headId, name, words], index, at }: Supporting) {
  const id = `demo-pairing-${headId}`
  const supporter = actorOf(giver)
  const days = { startsOn: cityDay(later(at, -day)), endsOn: addDays(cityDay(at), 300) }
  const { id: householdId } = await setUpHousehold(tx, { id: headId, name, headId, paper, actor: clerk, now: at })
  const duty = '每月上门两次，看看身体和水电，帮着采买。'
  const asked = { id, householdId, supporterId: giver, duty, ...days, paper, actor: clerk, now: at }
  await proposePairing(tx, asked)
  await agreeToPairing(tx, { id, areRelatives: false, actor: supporter, now: at })
  await approvePairing(tx, { id, version: (await pairingById(tx, id)).version, actor: reviewer, now: at })
  const visit = { visitId: `demo-visit-${headId}`, visitedOn: cityDay(at), words, photos: [] }
  await noteVisit(tx, { id, ...visit, actor: supporter, now: at })
  const offer = { id: `demo-home-gift-${index}`, pairingId: id, points: 4, words: '一点心意，添点日用品' }
  const gift = await offerGift(tx, { ...offer, actor: supporter, now: at })
  const answer = { id: gift.id, reason: `${headId} 本人口头同意，记录在${paper}`, actor: clerk, now: at }
  await acceptGift(tx, { secrets, placeOrder }, answer)
}

async function grantFromPool(tx: Tx, headId: string, at: Date) {
  const id = `demo-pool-grant-${headId}`
  const asked = { id, householdId: `household-${headId}`, points: 4, reason: '换季添一块肥皂、一包口罩' }
  const { version } = await proposePoolGrant(tx, { ...asked, actor: clerk, now: at })
  await decidePoolGrant(tx, { id, step: 'approve', version, actor: reviewer, now: at })
}
