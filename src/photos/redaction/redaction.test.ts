import { asc } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { looks } from '../../../db/schema/people.ts'
import { photoEvents, photoFiles } from '../../../db/schema/photos.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day, hour, minute } from '../../kit/clock.ts'
import { keepPhoto, publishPhotos, storePhotos } from '../actions.ts'
import { likePhotos } from '../likeness/queries.ts'
import { preparePhoto } from '../prepare.ts'
import { originalKeptDays } from './rules.ts'

const qingyunPath = '532503000000/532503003000/532503003002/'
const file = await sharp(
  Uint8Array.from({ length: 12 * 9 }, (_, at) => ((Math.sin((at + 1) * 0.7) * 43758.5) % 1) * 100 + 150),
  { raw: { width: 12, height: 9, channels: 1 } },
)
  .resize(640, 480)
  .jpeg()
  .toBuffer()

/** 王芳's report at 青云, on everybody's page, with a passer-by's face on it. */
async function published(town: Town) {
  const prepared = await preparePhoto(file)
  await storePhotos(town.photoStore, [prepared])
  const use = { purpose: 'report' as const, subjectId: 'report-1', ownerId: 'wangFang', areaPath: qingyunPath }
  await town.atomically((tx) => keepPhoto(tx, { prepared, ...use, now: town.now() }))
  await town.atomically((tx) => publishPhotos(tx, 'report-1'))
  return prepared
}

const face = { x: '50', y: '0', width: '50', height: '100' }
type Form = Record<string, string | string[]>
const redact = (town: Town, id: string, form: Form = {}, who = 'clerkLi') =>
  town.as(who).post(`/photos/${id}/redact`, { version: '0', reason: '路人的脸', ...face, ...form })

/** The mean brightness of the left and the right half. */
async function halves(town: Town, path: string, who?: string) {
  const answer = await town.as(who).get(path)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const { data } = await sharp(bytes)
    .greyscale()
    .resize(2, 1, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data].map((value) => (value < 60 ? 'covered' : 'seen'))
}

it('shows everybody the covered picture, large and small, wherever the photo is', async () => {
  const town = await openTown()
  const { id } = await published(town)
  const before = (await town.as(undefined).get(`/photos/${id}`)).headers.get('etag') ?? ''
  expect((await redact(town, id)).status).toBe(303)
  for (const who of [undefined, 'wangFang', 'clerkLi', 'adminZheng'])
    for (const size of ['', '/small'])
      expect(await halves(town, `/photos/${id}${size}`, who)).toEqual(['seen', 'covered'])
  // A browser that kept the picture asks whether it is still the same.
  expect((await town.as(undefined).get(`/photos/${id}`, { 'If-None-Match': before })).status).toBe(200)
  expect(await likePhotos(town.db, await preparePhoto(file))).toMatchObject([{ photoId: id, likeness: 'same_file' }])
})

it.each([
  ['reviewerSun', 303],
  ['adminZheng', 303],
  ['clerkZhao', 404],
  ['wangFang', 403],
  ['keeperMa', 403],
  [undefined, 401],
] as const)('lets %s cover something on a photo of 青云: %i', async (who, status) => {
  const town = await openTown()
  const { id } = await published(town)
  const form = { version: '0', reason: '路人的脸', ...face }
  expect((await town.as(who).post(`/photos/${id}/redact`, form)).status).toBe(status)
})

it('keeps what was typed when a box is wrong, and changes nothing', async () => {
  const town = await openTown()
  const { id } = await published(town)
  const answer = await redact(town, id, { x: ['10', '200'], y: ['10', '10'], width: ['5', '5'], height: ['5', '5'] })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('第 2 个框不在照片上')
  expect(html).toContain('value="200"')
  expect((await redact(town, id, { x: '', y: '', width: '', height: '' })).status).toBe(422)
  expect((await redact(town, id, { reason: '' })).status).toBe(422)
  expect(await halves(town, `/photos/${id}`)).toEqual(['seen', 'seen'])
})

it('shows the other clerk’s boxes when two cover at once', async () => {
  const town = await openTown()
  const { id } = await published(town)
  const both = await Promise.all([redact(town, id), redact(town, id, { x: '0' }, 'reviewerSun')])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  const late = both.find(({ status }) => status === 409)
  expect(await late?.text()).toContain('别人刚保存的遮挡')
})

it('lets a clerk cover more but not less', async () => {
  const town = await openTown()
  const { id } = await published(town)
  await redact(town, id)
  const less = await redact(town, id, { version: '1', x: '80', width: '20' })
  expect([less.status, (await less.text()).includes('已经遮挡的地方不能露出来')]).toEqual([403, true])
  expect((await redact(town, id, { version: '1', x: '0', width: '100' })).status).toBe(303)
  expect(await halves(town, `/photos/${id}`)).toEqual(['covered', 'covered'])
  expect((await redact(town, id, { version: '2' }, 'adminZheng')).status).toBe(303)
  expect(await halves(town, `/photos/${id}`)).toEqual(['seen', 'covered'])
})

it('lets staff look at the original for a reason, and its owner read of it', async () => {
  const town = await openTown()
  const { id } = await published(town)
  await redact(town, id)
  expect((await town.as('clerkLi').post(`/photos/${id}/original`, { reason: '' })).status).toBe(422)
  expect((await town.as('clerkZhao').post(`/photos/${id}/original`, { reason: '好奇' })).status).toBe(404)
  const answer = await town.as('clerkLi').post(`/photos/${id}/original`, { reason: '核对车牌' })
  expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    'image/webp',
    'private, no-store',
  ])
  expect(await town.db.select().from(looks).orderBy(looks.id)).toMatchObject([
    { personId: 'wangFang', byId: 'clerkLi', what: 'photo', reason: '核对车牌' },
  ])
  expect(await (await town.as('wangFang').get('/me/looks')).text()).toContain('看了您照片遮挡前的原图')
})

it('lets an administrator bring the original back, with the whole history', async () => {
  const town = await openTown()
  const { id } = await published(town)
  await redact(town, id)
  const restore = (who: string, version: string) =>
    town.as(who).post(`/photos/${id}/restore`, { version, reason: '框错了照片' })
  expect((await restore('clerkLi', '1')).status).toBe(403)
  expect((await restore('adminZheng', '0')).status).toBe(409)
  expect((await restore('adminZheng', '1')).status).toBe(303)
  expect(await halves(town, `/photos/${id}`)).toEqual(['seen', 'seen'])
  // Covered once more, the very same picture may be shown again.
  expect((await redact(town, id, { version: '2' })).status).toBe(303)
  const events = await town.db.select().from(photoEvents).orderBy(asc(photoEvents.at), asc(photoEvents.id))
  expect(events.map(({ what }) => what).sort()).toEqual(['redacted', 'redacted', 'restored'])
  await expect(town.atomically((tx) => tx.delete(photoEvents))).rejects.toThrow()
  expect(await (await town.as('clerkLi').get(`/photos/${id}/redact`)).text()).toContain('框错了照片')
})

it('removes the original after its time, and covers more from what is left', async () => {
  const town = await openTown()
  const { id, small } = await published(town)
  await redact(town, id)
  await town.advance(originalKeptDays * day - hour)
  expect(await town.photoStore.get(id)).toBeDefined()
  await town.advance(2 * hour)
  await town.advance(hour)
  expect([await town.photoStore.get(id), await town.photoStore.get(small.id)]).toEqual([undefined, undefined])
  expect(await halves(town, `/photos/${id}`)).toEqual(['seen', 'covered'])
  const restore = await town.as('adminZheng').post(`/photos/${id}/restore`, { version: '2', reason: '想恢复' })
  expect([restore.status, (await restore.text()).includes('原图已经过了保存期')]).toEqual([409, true])
  expect((await redact(town, id, { version: '2', x: '0', width: '100' })).status).toBe(303)
  expect(await halves(town, `/photos/${id}`)).toEqual(['covered', 'covered'])
})

it('shows the same picture covered when it is sent again, and keeps no second original', async () => {
  const town = await openTown()
  const { id } = await published(town)
  await redact(town, id)
  await town.advance((originalKeptDays + 1) * day)
  await town.advance(20 * minute)
  await town.advance(20 * minute)
  await published(town)
  expect(await halves(town, `/photos/${id}`)).toEqual(['seen', 'covered'])
  await town.advance(2 * hour)
  await town.advance(hour)
  expect(await town.photoStore.get(id)).toBeUndefined()
  expect((await town.db.select().from(photoFiles).orderBy(photoFiles.id)).length).toBe(2)
})
