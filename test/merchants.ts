import { eq } from 'drizzle-orm'
import { people } from '../db/schema/people.ts'
import { ruleVersions } from '../db/schema/points.ts'
import { addDays, cityDay } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { decideApplication } from '../src/merchants/applications/actions.ts'
import { recordCheck } from '../src/merchants/checks/actions.ts'
import { checkCharacter } from '../src/merchants/codes.ts'
import { merchantById } from '../src/merchants/queries.ts'
import { personCode } from '../src/people/cards/codes.ts'
import { preparePhoto } from '../src/photos/prepare.ts'
import { defaultsOf } from '../src/points/rulebook/documents/rules.ts'
import { shot } from './snaps.ts'
import { type CastName, qingyun, type Town } from './town.ts'

/** A code whose check is right, each time another one. */
export const unifiedCode = (serial: number) => {
  const body = `92532503MA6K${String(serial).padStart(5, '0')}`
  return body + checkCharacter(body)
}

/** The form of an application as somebody fills it in. */
export const application = async (given: Record<string, string> = {}) => ({
  id: newId(),
  name: '王芳米线店',
  unifiedCode: unifiedCode(1),
  kind: 'food',
  address: '青云路 12 号',
  areaId: qingyun,
  licenceUntil: '2028-12-31',
  photos: await shot('licence.jpg'),
  ...given,
})

export const applyFor = async (town: Town, who: CastName | string, given: Record<string, string> = {}) => {
  const form = await application(given)
  const answer = await town.as(who).post('/merchants/apply', form)
  return { answer, id: form.id }
}

/** An approved merchant of somebody's. */
export async function openMerchant(town: Town, who: CastName = 'wangFang', given: Record<string, string> = {}) {
  const { id } = await applyFor(town, who, given)
  const actor = await town.actor('reviewerSun')
  const { version } = await merchantById(town.db, id)
  const decision = { merchantId: id, version, step: 'approve' as const, actor, now: town.now() }
  await town.atomically((tx) => decideApplication(tx, decision))
  return id
}

/** Somebody shows the owner their code, who names them for the counter. */
export async function nameClerk(town: Town, merchantId: string, who: CastName, owner: CastName = 'wangFang') {
  const [person] = await town.db.select().from(people).where(eq(people.id, who))
  const { qr } = personCode(town.secrets, person as { number: string }, town.now())
  const named = await town.as(owner).post(`/merchants/mine/${merchantId}/clerks`, { id: newId(), code: qr })
  if (named.status !== 303) throw new Error(`${who} was not named: ${named.status}`)
}

/** The city lets points be spent at merchants, from the beginning of this test. */
export async function allowPoints({ atomically, now }: Town, terms: Record<string, number> = {}) {
  const numbers = { ...defaultsOf('MERCHANTS'), acceptsPoints: 1, ...terms }
  await atomically((tx) =>
    tx.insert(ruleVersions).values({
      ...{ id: 'MERCHANTS-2', rule: 'MERCHANTS', number: 2, terms: numbers, state: 'scheduled', reason: '试点' },
      ...{ startsOn: cityDay(now()), createdBy: 'system', createdAt: now() },
    }),
  )
}

/** What staff found at a shop, with a photo. */
export async function check(
  town: Town,
  merchantId: string,
  kind: 'tax' | 'price' | 'hygiene' | 'front',
  result: 'good' | 'flaw' | 'bad' = 'good',
  by: CastName = 'clerkLi',
) {
  const prepared = [await preparePhoto(new Uint8Array(await (await shot()).arrayBuffer()))]
  const key = newId(town.now())
  const actor = await town.actor(by)
  const found = { key, merchantId, kind, result, note: '现场查看', prepared, actor, now: town.now() }
  await town.atomically((tx) => recordCheck(tx, found))
  return key
}

export const dayBefore = (town: Town, days = 1) => addDays(cityDay(town.now()), -days)
