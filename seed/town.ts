import type { Database, Tx } from '../db/database.ts'
import { areas } from '../db/schema/areas.ts'
import { series } from '../db/schema/requests.ts'
import { addArea, setBoard } from '../src/areas/actions.ts'
import { setBoundary } from '../src/areas/boundaries/actions.ts'
import { addOrganization } from '../src/areas/organizations/actions.ts'
import { finishDueJobs } from '../src/jobs.ts'
import { system } from '../src/kit/actor.ts'
import { addDays, cityDay, day, fromCityTime, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { createPerson } from '../src/people/actions.ts'
import { issueCard } from '../src/people/cards/actions.ts'
import { grantRole } from '../src/people/roles/actions.ts'
import { storePhotos } from '../src/photos/actions.ts'
import { type PreparedPhoto, preparePhoto } from '../src/photos/prepare.ts'
import { photosInMemory } from '../src/photos/store/memory.ts'
import { jobs } from '../src/rooms.ts'
import type { Services } from '../src/services.ts'
import { receiveStock } from '../src/stock/actions.ts'
import { addItem } from '../src/stock/catalogue/actions.ts'
import { addStore } from '../src/stores/actions.ts'
import { placeOrder } from '../src/stores/orders/actions.ts'
import { draftActivity, publishActivity } from '../src/tasks/activities/actions.ts'
import { activityById } from '../src/tasks/activities/queries.ts'
import { claimPlace } from '../src/tasks/claims/actions.ts'
import { claimById } from '../src/tasks/claims/queries.ts'
import { checkIn, checkOut } from '../src/tasks/presence/actions.ts'
import { decide } from '../src/tasks/reviews/actions.ts'
import { comingPlans, fieldsOn, pastPlans } from './activities.ts'
import { actorOf } from './actors.ts'
import { boundaryShapes } from './boundaries.ts'
import {
  bankers,
  banks,
  departmentOfficers,
  departments,
  elders,
  helpers,
  keepers,
  officers,
  residents,
} from './cast.ts'
import { giveInLastMonth } from './charity.ts'
import { bringToTheDoor } from './deliveries.ts'
import { drawForMasks, drawForTowels } from './draws.ts'
import { receiveGifts } from './gifts.ts'
import { goods } from './goods.ts'
import { honorsOfOld, honorsUnderWay, nominateHousehold } from './honors.ts'
import { helpNeighbours } from './households.ts'
import { openMerchants, prepareShops, type ShopPictures } from './merchants.ts'
import { drawPicture } from './pictures.ts'
import { boardOfficers, communities, places } from './places.ts'
import { liveThroughReports, prepareScenes, type Scenes } from './report-life.ts'
import { writeRoutingBook } from './routing.ts'

const admin = () => actorOf('demo-admin-zheng')
/** The town's history begins so many days before today. */
const historyDays = 45

/**
 * Settles the demo town in an empty database, through the rooms' own actions: what it starts with was earned, reviewed
 * and put on the shelf like everything that comes after. It is one transaction: a start that is killed in the middle
 * leaves an empty database, and the next one begins anew. A database with any area in it is left alone.
 *
 * @returns whether it settled a town
 */
export async function seedWhenEmpty({ database, photoStore, secrets, clock, config }: Services): Promise<boolean> {
  if ((await database.db.$count(areas)) > 0) return false
  // Files first: inside, nothing but the transaction is awaited.
  const pictures = await Promise.all(goods.map(async ({ picture }) => preparePhoto(await drawPicture(picture))))
  const scenes = await prepareScenes()
  const shops = await prepareShops()
  await storePhotos(photoStore, [...pictures, ...scenes.values(), ...Object.values(shops)])
  const now = clock()
  return database.atomically(async (tx) => {
    if (!(await isFirst(tx))) return false
    const one = { db: tx, atomically: <Result>(work: (tx: Tx) => Promise<Result>) => work(tx) }
    await settle({ database: one, secrets, pictures, scenes, shops, issuer: config.baseUrl }, now)
    return true
  })
}

/** Of several processes that start on one empty database, one settles the town; the others wait here until it stands. */
async function isFirst(tx: Tx): Promise<boolean> {
  await tx.insert(series).values({ name: 'demo_town', last: 0 }).onConflictDoNothing()
  return (await tx.$count(areas)) === 0
}

/** What settling needs: the actions write through the one transaction as if each had its own. */
type Settling = Pick<Services, 'secrets'> & {
  database: Pick<Database, 'db' | 'atomically'>
  pictures: readonly PreparedPhoto[]
  issuer: string
  scenes: Scenes
  shops: ShopPictures
}

async function settle(town: Settling, now: Date) {
  const begin = later(now, -historyDays * day)
  await settlePeople(town, begin)
  await fillShelves(town, begin, now)
  await receiveGifts(town, begin)
  await honorsOfOld(town, begin)
  await liveThroughHistory(town, now)
  await honorsUnderWay(town, now)
  await openMerchants(town, now)
  await publishWhatComes(town, now)
  await orderSomething(town, now)
  await drawForMasks(town, now)
  await bringToTheDoor(town, now)
  await writeRoutingBook(town.database, now)
  await helpNeighbours(town, now)
  await nominateHousehold(town, now)
}

async function settlePeople({ database, secrets }: Settling, now: Date) {
  await database.atomically(async (tx) => {
    for (const place of places) await addArea(tx, { ...place, now })
    for (const [areaId, shape] of boundaryShapes) await setBoundary(tx, { areaId, shape, actor: system, now })
    const everybody = [...residents, ...officers, ...departmentOfficers, ...bankers, ...keepers, ...helpers, ...elders]
    // One after the other, so that those one may step into stand first.
    for (const [place, { id, name: displayName, phone, area: areaId, elder = false }] of everybody.entries()) {
      const person = { id, displayName, phone, areaId, elder, verifiedBy: system.id, actorId: system.id }
      await createPerson(tx, secrets, { ...person, now: new Date(now.getTime() + place) })
    }
    for (const { id, name, area: areaId, phone, duties } of departments) {
      const fields = { kind: 'department', name, areaId, phone, duties } as const
      await addOrganization(tx, { id, fields, actor: system, now })
    }
    for (const { id, name, area: areaId, phone, duties } of banks) {
      await addOrganization(tx, { id, fields: { kind: 'bank', name, areaId, phone, duties }, actor: system, now })
    }
    for (const { id, at } of bankers) {
      await grantRole(tx, { personId: id, role: 'banker', organizationId: at, actor: system, now })
    }
    for (const { id, at } of departmentOfficers) {
      await grantRole(tx, { personId: id, role: 'officer', organizationId: at, actor: system, now })
    }
    for (const { id, role, over } of officers) {
      await grantRole(tx, { personId: id, role, areaId: over, actor: system, now })
    }
    for (const [areaId, board] of Object.entries(boardOfficers)) {
      await setBoard(tx, { areaId, officers: board, version: 0, actor: admin(), now })
    }
    await issueCard(tx, secrets, { personId: 'demo-li-guiying', pin: '246810', actor: system, now })
  })
}

const weekdays = Array.from({ length: 6 }, () => [
  { opens: '09:00', closes: '12:00' },
  { opens: '14:00', closes: '17:30' },
])
const [qingyunStore, zhenxingStore] = ['demo-store-qingyun', 'demo-store-zhenxing']
const supermarkets = [
  {
    id: qingyunStore,
    name: '青云社区荣誉超市',
    areaId: communities.qingyun,
    address: '青云路 18 号党群服务中心一楼',
    keeper: 'demo-keeper-he',
    share: 1,
  },
  {
    id: zhenxingStore,
    name: '振兴社区荣誉超市',
    areaId: communities.zhenxing,
    address: '振兴巷 6 号',
    keeper: 'demo-keeper-bao',
    share: 0.5,
  },
]

async function fillShelves({ database, pictures }: Settling, begin: Date, now: Date) {
  await database.atomically(async (tx) => {
    for (const { id, name, areaId, address, keeper } of supermarkets) {
      const fields = {
        name,
        areaId,
        address,
        phone: '0873-5550120',
        openingHours: [...weekdays, []],
        status: 'open' as const,
      }
      await addStore(tx, { id, fields, actor: admin(), now: begin })
      await grantRole(tx, { personId: keeper, role: 'keeper', storeId: id, actor: system, now: begin })
    }
    for (const [index, good] of goods.entries()) {
      const itemId = `demo-item-${good.picture}`
      const { name, unit, category, barcode = '', unitValueFen, pricePoints } = good
      const fields = { name, unit, category, barcode, unitValueFen, limitPer30Days: 2 }
      const photo = pictures[index] as PreparedPhoto
      await addItem(tx, { id: itemId, pricePoints, fields, photo, actor: admin(), now: begin })
      for (const { id: storeId, keeper, share } of supermarkets) {
        const expiresOn = good.keepsMonths ? addDays(cityDay(now), good.keepsMonths * 30) : undefined
        const source = { kind: 'purchase' as const, note: share === 1 ? '区级统筹采购' : '街道统筹采购' }
        const quantity = Math.round(good.pieces * share)
        await receiveStock(tx, {
          id: `${storeId}-${good.picture}`,
          storeId,
          itemId,
          quantity,
          expiresOn,
          source,
          actorId: keeper,
          now: begin,
        })
      }
    }
  })
}

/** The past day by day, the clockwork running in between: activities, what neighbours gave, a draw from opening to end. */
async function liveThroughHistory(town: Settling, now: Date) {
  const activities = pastPlans.map((plan) => {
    const fields = fieldsOn(plan, (days) => addDays(cityDay(now), days), mustBeTime)
    return { at: later(fields.endsAt, 4 * day), live: () => takePlace(town, { ...plan, fields }) }
  })
  const inOrder = [...activities, giveInLastMonth(town, now), ...drawForTowels(town, now)]
  for (const { at, live } of inOrder.sort((a, b) => Number(a.at) - Number(b.at))) {
    await live()
    await clockworkAt(town, at)
  }
  await liveThroughReports(town.database, town.scenes, now)
  await clockworkAt(town, now)
}

type Lived = (typeof pastPlans)[number] & { fields: ReturnType<typeof fieldsOn> }

async function takePlace({ database, secrets }: Settling, { fields, clerk, joined }: Lived) {
  const organiser = actorOf(clerk)
  const announced = later(fields.startsAt, -3 * day)
  const claimIds = await database.atomically(async (tx) => {
    const activityId = await draftActivity(tx, { key: newId(announced), fields, actor: organiser, now: announced })
    await publishActivity(tx, { activityId, actor: organiser, now: announced })
    const ids: string[] = []
    for (const personId of joined) {
      const claim = { key: newId(announced), activityId, personId, ageConfirmed: true, actor: actorOf(personId) }
      ids.push(await claimPlace(tx, { ...claim, now: later(announced, hour) }))
    }
    return ids
  })
  await database.atomically(async (tx) => {
    for (const claimId of claimIds) {
      const { claim, activity } = await claimById(tx, claimId)
      const seen = { activity, way: 'roll' as const, band: 'not_asked' as const, actor: organiser }
      await checkIn(tx, { claim, ...seen, now: fields.startsAt })
      await checkOut(tx, { claim: (await claimById(tx, claimId)).claim, ...seen, now: fields.endsAt })
    }
  })
  const reviewed = later(fields.endsAt, 3 * hour)
  const reviewer = actorOf('demo-reviewer-bai')
  await database.atomically(async (tx) => {
    for (const claimId of claimIds) {
      const { version } = (await claimById(tx, claimId)).claim
      const signature = secrets.sign('spot-check', claimId)
      await decide(tx, {
        id: newId(reviewed),
        claimId,
        version,
        decision: 'approve',
        actor: reviewer,
        signature,
        now: reviewed,
      })
    }
  })
}

async function publishWhatComes({ database }: Settling, now: Date) {
  const announced = later(now, -hour)
  await database.atomically(async (tx) => {
    for (const plan of comingPlans) {
      const fields = fieldsOn(plan, (days) => addDays(cityDay(now), days), mustBeTime)
      const actor = actorOf(plan.clerk)
      const activityId = await draftActivity(tx, { key: newId(announced), fields, actor, now: announced })
      await publishActivity(tx, { activityId, actor, now: announced })
      const activity = await activityById(tx, activityId)
      if (activity.capacity === 2) {
        for (const personId of ['demo-aygul', 'demo-ma-jun']) {
          const claim = { key: newId(now), activityId, personId, ageConfirmed: true, actor: actorOf(personId), now }
          await claimPlace(tx, claim)
        }
      }
    }
  })
}

/** A bag of rice waits for Wang Fang at the counter. */
async function orderSomething({ database, secrets }: Settling, now: Date) {
  const lines = [{ itemId: 'demo-item-rice', quantity: 1 }]
  const order = { id: newId(now), personId: 'demo-wang-fang', storeId: qingyunStore, lines, elder: false }
  await database.atomically((tx) =>
    placeOrder(tx, secrets, {
      ...order,
      channel: 'online',
      actor: actorOf('demo-wang-fang'),
      now: later(now, -2 * hour),
    }),
  )
}

/** Inside the one transaction, where nothing may touch a file. */
async function clockworkAt({ database, secrets }: Settling, now: Date) {
  const failed = await finishDueJobs({ ...database, photoStore: photosInMemory(), secrets, now }, jobs)
  for (const error of failed.values()) throw error
}

function mustBeTime(text: string): Date {
  const at = fromCityTime(text)
  if (!at) throw new Error(`no time of the demo town: ${text}`)
  return at
}
