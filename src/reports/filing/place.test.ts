import { expect, it } from 'vitest'
import { boundaryShapes } from '../../../seed/boundaries.ts'
import { filled, idIn, shot, snap } from '../../../test/snaps.ts'
import { openTown, qingyun, qingyunGarden, type Town, zhenxing } from '../../../test/town.ts'
import { setBoundary } from '../../areas/boundaries/actions.ts'
import { areaById } from '../../areas/queries.ts'
import { system } from '../../kit/actor.ts'
import { reportById } from '../queries.ts'

/** The demo town's outlines, as far as the test town has their areas. */
async function openDrawnTown(): Promise<Town> {
  const town = await openTown()
  for (const [areaId, shape] of boundaryShapes) {
    const isThere = await areaById(town.db, areaId).catch(() => undefined)
    if (isThere) await town.atomically((tx) => setBoundary(tx, { areaId, shape, actor: system, now: town.now() }))
  }
  return town
}
const filedBy = async (town: Town, who: 'wangFang' | undefined, given: Record<string, string | File>) =>
  reportById(town.db, idIn(await snap(town, who, { photosNear: await shot(), areaId: '', ...given })))

it('files a report under the smallest area that holds its position', async () => {
  const town = await openDrawnTown()
  const report = await filedBy(town, 'wangFang', { latitude: '23.367', longitude: '103.404' })
  expect(report.areaId).toBe(qingyunGarden)
})

it('believes a hand more than a position', async () => {
  const town = await openDrawnTown()
  const report = await filedBy(town, 'wangFang', { latitude: '23.367', longitude: '103.404', areaId: zhenxing })
  expect(report.areaId).toBe(zhenxing)
})

it('asks somebody without a name for the area only when the position tells nothing', async () => {
  const town = await openDrawnTown()
  expect((await filedBy(town, undefined, { latitude: '23.3625', longitude: '103.3975' })).areaPath).toContain(qingyun)
  const far = filled({ photosNear: await shot(), areaId: '', latitude: '25', longitude: '102' })
  const answer = await town.as(undefined).post('/snap', far)
  expect(answer.status).toBe(422)
})

it('turns a press on the map into a position without any script, and keeps the photo', async () => {
  const town = await openDrawnTown()
  const { latitude: _, longitude: __, ...form } = filled({ photosNear: await shot(), areaId: '' })
  const pressed = { ...form, 'pin.x': '160', 'pin.y': '140', pinBox: '103.4,23.36,103.41,23.37' }
  const html = await (await town.as('wangFang').post('/snap', pressed)).text()
  expect(html).toContain('name="latitude" value="23.365"')
  expect(html).toContain('name="placeFrom" value="pin"')
  expect(html).toContain('已经收好的照片')
  const box = /name="pinBox" value="([^"]+)"/.exec(html)?.[1]?.split(',').map(Number) as number[]
  expect((box[3] as number) - (box[1] as number)).toBeLessThan(0.005)
})

it('takes Enter on the map for no place at all', async () => {
  const town = await openDrawnTown()
  const pressed = filled({
    latitude: '',
    longitude: '',
    'pin.x': '0',
    'pin.y': '0',
    pinBox: '103.4,23.36,103.41,23.37',
  })
  const html = await (await town.as('wangFang').post('/snap', pressed)).text()
  expect(html).toContain('name="latitude" value=""')
})

it('draws the map as a picture that runs nothing, pin and all', async () => {
  const town = await openDrawnTown()
  const answer = await town.as(undefined).get('/areas/map.svg?bbox=103.39,23.35,103.42,23.38&at=23.365,103.402')
  expect(answer.headers.get('content-type')).toContain('image/svg+xml')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  const svg = await answer.text()
  expect(svg).toContain('青云社区')
  expect(svg).toContain('translate(')
  const mangled = await town.as(undefined).get('/areas/map.svg?bbox=%3Cscript%3E&at=%22%3E%3Cscript%3E')
  expect(await mangled.text()).not.toContain('script')
})

it('names the place of a position and says nothing about one far away', async () => {
  const town = await openDrawnTown()
  const ask = async (body: unknown) => {
    const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }
    return (await town.app.request('/areas/at', { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  expect(await ask({ latitude: 23.367, longitude: 103.404 })).toMatchObject({ area: { id: qingyunGarden, meters: 0 } })
  expect(await ask({ latitude: 25, longitude: 102 })).toEqual({ area: null })
  expect(await ask({ latitude: 'x' })).toEqual({ area: null })
})
