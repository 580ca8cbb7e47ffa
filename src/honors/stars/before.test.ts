import { expect, it } from 'vitest'
import { withRecords } from '../../../test/honors.ts'
import { openTown } from '../../../test/town.ts'
import { newId } from '../../kit/ids.ts'
import { keepStarsOfBefore } from './before.ts'
import { starNoticesFor } from './desk-queries.ts'
import { starsHeld } from './queries.ts'

it('keeps the stars that counted before there were notices, once', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang', { hours: 304, points: 0 })
  await withRecords(town, 'zhangWei', { hours: 104, points: 0 })
  await withRecords(town, 'chenJie', { hours: 96, points: 0 })
  expect((await town.as('zhangWei').post('/honors/stars/notice', { id: newId() })).status).toBe(303)
  await town.atomically((tx) => keepStarsOfBefore(tx, town.now()))
  const held = async () =>
    Promise.all(['wangFang', 'zhangWei', 'chenJie', 'liNa'].map((personId) => starsHeld(town.db, personId)))
  expect(await held()).toEqual([2, 0, 0, 0])
  const [kept] = (await starNoticesFor(town.db, await town.actor('clerkLi'))).rows.filter(
    ({ notice }) => notice.state === 'granted',
  )
  expect(kept).toMatchObject({ areaName: '青云社区', notice: { stars: 2, minutes: 304 * 60 } })

  await withRecords(town, 'liNa', { hours: 104, points: 0 })
  await town.atomically((tx) => keepStarsOfBefore(tx, town.now()))
  expect(await held()).toEqual([2, 0, 0, 0])
})
