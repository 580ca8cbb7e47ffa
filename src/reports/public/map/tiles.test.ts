import { describe, expect, it } from 'vitest'
import { boundaryShapes } from '../../../../seed/boundaries.ts'
import { accept, file } from '../../../../test/reports.ts'
import { city, openTown, qingyun, type Town } from '../../../../test/town.ts'
import { setBoundary } from '../../../areas/boundaries/actions.ts'
import type { TileSettings } from '../../../config.ts'
import { system } from '../../../kit/actor.ts'

const tiles: TileSettings = {
  template: 'https://tiles.example.cn/{z}/{x}/{y}.png?k=a&b=1',
  origin: 'https://tiles.example.cn',
  attribution: '© 示例地图 GS(2024)1 号',
  datum: 'gcj02',
}

async function openDrawnTown(config: { tiles?: TileSettings } = {}): Promise<Town> {
  const town = await openTown({ config })
  for (const [areaId, shape] of boundaryShapes)
    if (areaId === city || areaId === qingyun)
      await town.atomically((tx) => setBoundary(tx, { areaId, shape, actor: system, now: town.now() }))
  await accept(town, await file(town))
  return town
}

const maps = ['/reports/map', `/areas/${qingyun}`, '/snap']

describe('the maps', () => {
  it.each(maps)(
    'of %s lie over the tiles of the server that the city has set, and name whose they are',
    async (path) => {
      const answer = await (await openDrawnTown({ tiles })).as(undefined).get(path)
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("img-src 'self' data: blob: https://tiles.example.cn;")
      expect(policy.replace(/img-src [^;]+/, '')).not.toContain('example.cn')
      const html = await answer.text()
      expect(html).toMatch(/<image href="https:\/\/tiles\.example\.cn\/\d+\/\d+\/\d+\.png\?k=a&amp;b=1"/)
      expect(html).toContain('© 示例地图 GS(2024)1 号')
    },
  )

  it('are kept for each reader as they read them: in large letters or not', async () => {
    const visitor = (await openDrawnTown({ tiles })).as(undefined)
    const letters = async (cookie?: string) =>
      /<g font-size="([\d.]+)"/.exec(
        await (await visitor.get('/reports/map', cookie ? { Cookie: cookie } : {})).text(),
      )?.[1]
    const plain = Number(await letters())
    expect(Number(await letters('view=elder'))).toBeGreaterThan(plain)
    expect(Number(await letters())).toBe(plain)
  })

  it.each(maps)('of %s ask nobody else for anything where none is set', async (path) => {
    const answer = await (await openDrawnTown()).as(undefined).get(path)
    expect(answer.headers.get('content-security-policy')).toContain("img-src 'self' data: blob:;")
    const html = await answer.text()
    expect(html).not.toContain('<image')
    expect(html).not.toMatch(/(src|href)="https?:/)
  })

  it('give the tiles below the picture to point on, for the part of the town that is asked for', async () => {
    const visitor = (await openDrawnTown({ tiles })).as(undefined)
    const below = await visitor.get('/areas/tiles.svg?bbox=103.39,23.35,103.42,23.38')
    expect(below.headers.get('content-type')).toContain('image/svg+xml')
    expect((await below.text()).match(/<image/g)?.length).toBeGreaterThan(3)
    expect((await visitor.get('/areas/tiles.svg?bbox=nowhere')).status).toBe(404)
    // The picture itself leaves the ground to them.
    const picture = await (await visitor.get('/areas/map.svg?bbox=103.39,23.35,103.42,23.38')).text()
    expect(picture).not.toContain('<rect')
  })

  it('give none where none are set', async () => {
    const visitor = (await openDrawnTown()).as(undefined)
    expect((await visitor.get('/areas/tiles.svg?bbox=103.39,23.35,103.42,23.38')).status).toBe(404)
  })

  it('write their names in large letters in the large-print view', async () => {
    const town = await openDrawnTown()
    const html = await (await town.as(undefined).get(`/areas/${qingyun}`, { Cookie: 'view=elder' })).text()
    expect(html).toContain('<g font-size="19.5"')
  })
})
