import { describe, expect, it } from 'vitest'
import { reportFollows, reports } from '../../../db/schema/reports.ts'
import { accept, file, freshPhoto, serve, whistle } from '../../../test/reports.ts'
import { filled, idIn, shot, snap } from '../../../test/snaps.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { photosOfReport, reportById } from '../queries.ts'

describe('before anything is sent', () => {
  async function openReport(town: Town) {
    const report = await file(town, { by: 'liNa', photos: [await freshPhoto(town)] })
    await accept(town, report)
    return report
  }

  it('shows what others reported nearby, and files when it is another place', async () => {
    const town = await openTown()
    const report = await openReport(town)
    const form = filled()
    const offered = await town.as('wangFang').post('/snap', form)
    expect(offered.status).toBe(200)
    const html = await offered.text()
    expect(html).toContain(`join:${report.id}`)
    expect(html).toContain('离您 0 米')
    expect(await town.db.$count(reports)).toBe(1)
    expect((await town.as('wangFang').post('/snap', { ...form, act: 'distinct' })).status).toBe(303)
    expect(await town.db.$count(reports)).toBe(2)
  })

  it.each([
    ['far away', { latitude: '23.5', longitude: '103.5', address: '草坝镇' }],
    ['of another kind', { categoryId: 'noise', words: '喇叭太吵' }],
  ])('does not offer what is %s', async (_, given) => {
    const town = await openTown()
    await openReport(town)
    expect((await snap(town, 'wangFang', given)).status).toBe(303)
  })

  it('never offers what is not accepted yet, or private', async () => {
    const town = await openTown()
    await file(town, { by: 'liNa' })
    expect((await snap(town, 'wangFang')).status).toBe(303)
  })

  it.each([
    ['on the spot', {}, 'confirmed'],
    ['from elsewhere', { placeFrom: 'address' }, 'me_too'],
    ['far from it', { latitude: '23.4' }, 'me_too'],
  ])('counts one who joins %s', async (_, given, kind) => {
    const town = await openTown()
    const report = await openReport(town)
    for (let again = 0; again < 2; again++) {
      const joined = await snap(town, 'wangFang', { act: `join:${report.id}`, ...given })
      expect(joined.status).toBe(303)
    }
    expect(await town.db.select().from(reportFollows)).toMatchObject([{ personId: 'wangFang', kind }])
    expect((await reportById(town.db, report.id)).followers).toBe(1)
    expect(await town.db.$count(reports)).toBe(1)
  })

  it('counts a photo of one’s own as having been there, a copied one not', async () => {
    const town = await openTown()
    const report = await openReport(town)
    const act = { act: `join:${report.id}`, placeFrom: 'address' }
    expect((await snap(town, 'wangFang', { ...act, photosNear: await shot() })).headers.get('location')).toContain(
      'joined=confirmed',
    )
    const first = (await photosOfReport(town.db, report.id))[0]?.photoId as string
    const copied = new Uint8Array(
      await (await town.as('zhangWei').get(`/reports/${report.id}/photos/${first}`)).arrayBuffer(),
    )
    const copy = new File([copied], 'copy.webp', { type: 'image/webp' })
    expect((await snap(town, 'zhangWei', { ...act, photosNear: copy })).headers.get('location')).toContain(
      'joined=me_too',
    )
  })

  it('does not let anybody join their own report, or one that is done', async () => {
    const town = await openTown()
    const report = await openReport(town)
    expect((await snap(town, 'liNa', { act: `join:${report.id}` })).status).toBe(409)
    await whistle(town, report)
    await serve(town, report)
    expect((await snap(town, 'wangFang', { act: `join:${report.id}` })).status).toBe(409)
    const again = await snap(town, 'wangFang', { againOf: report.id })
    expect(await reportById(town.db, idIn(again))).toMatchObject({ againOf: report.id })
  })
})
