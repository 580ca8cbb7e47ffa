import type { Database, Tx } from '../db/database.ts'
import { addOrganization } from '../src/areas/organizations/actions.ts'
import { nameReceivingBody } from '../src/donations/bodies/actions.ts'
import { askForChange } from '../src/donations/changes/actions.ts'
import { addDonor } from '../src/donations/donors/actions.ts'
import { addLine, inspectDonation, openDonation, receiveDonation } from '../src/donations/intake/actions.ts'
import { donationById } from '../src/donations/intake/queries.ts'
import { shelve } from '../src/donations/intake/shelving.ts'
import { answerUse, enterUse } from '../src/donations/money/actions.ts'
import { type Actor, system } from '../src/kit/actor.ts'
import { addDays, cityDay, later, minute } from '../src/kit/clock.ts'
import type { Services } from '../src/services.ts'
import { sendShipment } from '../src/stock/shipments/actions.ts'
import { actorOf, keeperAt } from './actors.ts'
import { city, communities } from './places.ts'

type Town = Pick<Services, 'secrets'> & { database: Pick<Database, 'db' | 'atomically'> }

const storeId = 'demo-store-qingyun'
const bodyId = 'demo-org-charity'

/**
 * A firm's forty bags of rice, of which some are on their way to another store, and money that was used in part; and a
 * neighbour's soap for the elderly of one community, who is asked whether others may have it.
 */
export async function receiveGifts({ database, secrets }: Town, begin: Date): Promise<void> {
  const keeper = keeperAt('demo-keeper-he', storeId)
  await database.atomically(async (tx) => {
    const fields = { kind: 'charity', name: '蒙自市慈善会（演示）', areaId: city } as const
    await addOrganization(tx, { id: bodyId, fields, actor: system, now: begin })
    const body = { organizationId: bodyId, legalKind: 'charity', creditCode: '91350100M000100Y43' } as const
    await nameReceivingBody(tx, { ...body, actor: system, now: begin })
    for (const [place, gift] of gifts.entries()) {
      // A number is given in the order of time, so that the newest stands first on the list.
      const by = { actor: keeper, now: later(begin, place * minute) }
      const { id, donor, line, shelved } = gift
      await addDonor(tx, secrets, { id: `${id}-donor`, storeId, fields: donor, ...by })
      const about = { donorId: `${id}-donor`, bodyId, storeId, givenOn: cityDay(begin) }
      await openDonation(tx, { id, ...about, ...by })
      const keeps = { expiresOn: addDays(cityDay(begin), 300) }
      await addLine(tx, { id: `${id}-line`, donationId: id, fields: { kind: 'goods', ...keeps, ...line }, ...by })
      if (gift.money) {
        const fields = { kind: 'money', name: '捐款', quantity: 1, unitValueFen: gift.money } as const
        await addLine(tx, { id: `${id}-money`, donationId: id, fields, ...by })
      }
      const step = async () => ({ donationId: id, version: (await donationById(tx, id)).version, ...by })
      await receiveDonation(tx, await step())
      await inspectDonation(tx, { ...(await step()), rejected: {}, why: '' })
      await shelve(tx, { id: `${id}-lot`, lineId: `${id}-line`, storeId, quantity: shelved, ...by })
    }
    await sendSome(tx, { actor: keeper, now: begin })
    await askForOthers(tx, secrets, begin)
  })
}

type By = { actor: Actor; now: Date }

const sendSome = (tx: Tx, by: By) =>
  sendShipment(tx, {
    id: 'demo-shipment-rice',
    fromStoreId: storeId,
    toStoreId: 'demo-store-zhenxing',
    pieces: new Map([['demo-gift-rice-lot', 6]]),
    note: '振兴店大米快没有了',
    ...by,
  })

async function askForOthers(tx: Tx, secrets: Town['secrets'], now: Date) {
  const clerk = actorOf('demo-clerk-li')
  await askForChange(tx, secrets, {
    id: 'demo-use-change-soap',
    lineId: 'demo-gift-soap-line',
    use: { forAreaId: null, forNeed: true, purpose: '给全市的困难家庭' },
    reason: '青云社区的老人都领到了，还剩不少。',
    ...{ actor: clerk, now },
  })
  const lineId = 'demo-gift-rice-money'
  const use = {
    id: 'demo-use-quilts',
    amountFen: 120_000,
    what: '给独居老人买棉被 10 床',
    receiptNumber: '发票 24532001',
  }
  await enterUse(tx, { lineId, ...use, usedOn: cityDay(now), actor: clerk, now })
  const admin = actorOf('demo-admin-zheng')
  await answerUse(tx, { lineId, useId: use.id, isConfirmed: true, reason: '', actor: admin, now })
}

const gifts = [
  {
    id: 'demo-gift-rice',
    donor: { kind: 'firm', name: '南湖米业有限公司（演示）', wallName: '南湖米业' },
    line: { itemId: 'demo-item-rice', quantity: 40, unitValueFen: 3200 },
    money: 500_000,
    shelved: 36,
  },
  {
    id: 'demo-gift-soap',
    donor: { kind: 'person', name: '王芳', phone: '13800000001', wallName: '王女士' },
    line: {
      itemId: 'demo-item-soap',
      quantity: 60,
      forAreaId: communities.qingyun,
      purpose: '给青云社区的老人',
    },
    money: undefined,
    shelved: 60,
  },
  {
    id: 'demo-gift-masks',
    donor: { kind: 'team', name: '青云社区红袖标志愿服务队', wallName: '红袖标志愿服务队' },
    line: { itemId: 'demo-item-masks', quantity: 100 },
    money: undefined,
    shelved: 100,
  },
  {
    id: 'demo-gift-towels',
    donor: { kind: 'anonymous' },
    line: { itemId: 'demo-item-towel', quantity: 24, forNeed: true, purpose: '给行动不便的老人' },
    money: undefined,
    shelved: 24,
  },
] as const
