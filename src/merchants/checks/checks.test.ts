import { expect, it } from 'vitest'
import { merchantChecks } from '../../../db/schema/merchants.ts'
import { check, openMerchant } from '../../../test/merchants.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'

const results = async ({ db }: Town) => (await db.select().from(merchantChecks)).map(({ result }) => result).sort()

it('finds a shop good in one thing once a day, and whatever is wrong as often as it is', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => check(town, id, 'price')))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  await expect(check(town, id, 'price', 'good', 'clerkLi')).rejects.toMatchObject({ code: 'check_today' })
  await check(town, id, 'hygiene')
  await check(town, id, 'price', 'flaw')
  await check(town, id, 'price', 'bad')
  expect(await results(town)).toEqual(['bad', 'flaw', 'good', 'good'])
  await town.advance(day)
  await check(town, id, 'price')
  expect(await results(town)).toEqual(['bad', 'flaw', 'good', 'good', 'good'])
})
