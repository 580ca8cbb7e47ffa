import sharp from 'sharp'
import { expect, it } from 'vitest'
import { organizations } from '../../db/schema/areas.ts'
import { grants } from '../../db/schema/people.ts'
import { photos } from '../../db/schema/photos.ts'
import { city, openTown, type Town } from '../../test/town.ts'
import {
  hidePhotos,
  hidePhotosFrom,
  keepPhoto,
  keepPhotos,
  publishPhotos,
  showPhotosTo,
  storePhotos,
} from './actions.ts'
import { type PreparedPhoto, preparePhoto } from './prepare.ts'
import { photosOf, withPhotos } from './queries.ts'

const qingyunPath = '532503000000/532503003000/532503003002/'

const noise = (seed: number) => {
  const pixels = Uint8Array.from({ length: 64 * 48 }, (_, at) => (Math.sin(at * seed) + 1) * 127)
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 1 } }).resize(640, 480)
}

async function kept(
  { photoStore, atomically, now }: Town,
  purpose: 'evidence' | 'catalogue' | 'report',
  file?: Uint8Array,
) {
  const prepared = await preparePhoto(file ?? (await noise(0.7).jpeg().toBuffer()))
  await storePhotos(photoStore, [prepared])
  const use = { purpose, subjectId: `${purpose}-1`, ownerId: 'wangFang', areaPath: qingyunPath }
  await atomically((tx) => keepPhoto(tx, { prepared, ...use, now: now() }))
  return prepared
}

it('shows a catalogue photo to everybody, with a fixed type', async () => {
  const town = await openTown()
  const { id, bytes } = await kept(town, 'catalogue')
  const answer = await town.as(undefined).get(`/photos/${id}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300, must-revalidate')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  expect((await town.as(undefined).get(`/photos/${id}/small`)).status).toBe(200)
})

it('sends a public picture once, and then only says that it is still the same', async () => {
  const town = await openTown()
  const { id } = await kept(town, 'catalogue')
  const tag = (await town.as(undefined).get(`/photos/${id}`)).headers.get('etag') ?? ''
  const again = await town.as(undefined).get(`/photos/${id}`, { 'If-None-Match': tag })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

it.each([
  ['wangFang', 200],
  ['clerkLi', 200],
  ['reviewerSun', 200],
  ['zhangWei', 404],
  ['clerkZhao', 404],
  [undefined, 404],
] as const)('answers %s, who asks for evidence of 王芳, with %i', async (who, status) => {
  const town = await openTown()
  const { id } = await kept(town, 'evidence')
  const answer = await town.as(who).get(`/photos/${id}`)
  expect(answer.status).toBe(status)
  if (status === 200) expect(answer.headers.get('cache-control')).toBe('private, no-store')
})

it('keeps the same photo for the same thing once', async () => {
  const town = await openTown()
  await kept(town, 'evidence')
  await kept(town, 'evidence')
  expect(await photosOf(town.db, 'evidence-1')).toHaveLength(1)
  const rows = await withPhotos(town.db, [{ id: 'evidence-0' }, { id: 'evidence-1' }], ({ id }) => id)
  expect(rows.map(({ id, photos }) => [id, photos.length])).toEqual([
    ['evidence-0', 0],
    ['evidence-1', 1],
  ])
})

it("shows a report's photos to everybody from when its room says so until it takes them back", async () => {
  const town = await openTown()
  const { id } = await kept(town, 'report')
  const seen = async () => (await town.as(undefined).get(`/photos/${id}`)).status
  expect(await seen()).toBe(404)
  await town.atomically((tx) => publishPhotos(tx, 'report-1'))
  expect(await seen()).toBe(200)
  await town.atomically((tx) => hidePhotos(tx, 'report-1'))
  expect(await seen()).toBe(404)
})

it('shows them to the staff of an organization that has work on it, and only as long', async () => {
  const town = await openTown()
  const { id } = await kept(town, 'report')
  const now = town.now()
  await town.atomically(async (tx) => {
    const row = { kind: 'department' as const, areaId: city, areaPath: `${city}/`, createdAt: now }
    await tx.insert(organizations).values([
      { ...row, id: 'org-water', name: '供电局' },
      { ...row, id: 'org-parks', name: '文旅局' },
    ])
    const grant = { personId: 'zhangWei', role: 'officer' as const, startsAt: now, grantedBy: 'system', grantedAt: now }
    await tx.insert(grants).values({ ...grant, id: 'grant-water', organizationId: 'org-water' })
  })
  const seen = async () => (await town.as('zhangWei').get(`/photos/${id}`)).status
  const viewer = { subjectId: 'report-1', organizationId: 'org-water' }
  await town.atomically((tx) => showPhotosTo(tx, { ...viewer, organizationId: 'org-parks' }))
  expect(await seen()).toBe(404)
  await town.atomically((tx) => showPhotosTo(tx, viewer))
  expect(await seen()).toBe(200)
  await town.atomically((tx) => hidePhotosFrom(tx, viewer))
  expect(await seen()).toBe(404)
})

it('keeps the photos of a form in the order they came, with what they show', async () => {
  const town = await openTown()
  const prepared: PreparedPhoto[] = []
  for (const [index, role] of (['near', 'near', 'far'] as const).entries())
    prepared.push({
      ...(await preparePhoto(
        await noise(index + 1)
          .jpeg()
          .toBuffer(),
      )),
      role,
    })
  await storePhotos(town.photoStore, prepared)
  const use = { purpose: 'report' as const, subjectId: 'report-9', ownerId: 'wangFang', now: town.now() }
  await town.atomically((tx) => keepPhotos(tx, { prepared, ...use }))
  const kept = await photosOf(town.db, 'report-9')
  expect(kept.map(({ photoId, role }) => [photoId, role])).toEqual(prepared.map(({ id, role }) => [id, role]))
})

it('tells anybody what their own photo says about its place and time, and keeps nothing of it', async () => {
  const town = await openTown()
  const gps = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '23/1 22/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '103/1 23/1 0/1',
  }
  const time = { DateTimeOriginal: '2026:03:01 09:30:00', OffsetTimeOriginal: '+08:00' }
  const file = await noise(1).jpeg().withExif({ IFD2: time, IFD3: gps }).toBuffer()
  const ask = (body: Uint8Array) =>
    town.app.request('/api/v1/photos/suggestion', { method: 'POST', body: new Uint8Array(body) })
  expect(await (await ask(file)).json()).toEqual({
    position: { latitude: expect.closeTo(23.3667, 3), longitude: expect.closeTo(103.3833, 3) },
    takenAt: '2026-03-01T01:30:00.000Z',
  })
  for (const nothing of ['', 'nothing']) expect(await (await ask(Buffer.from(nothing))).json()).toEqual({})
  expect((await ask(new Uint8Array(300_000))).status).toBe(422)
  expect(await town.db.select().from(photos)).toEqual([])
})
