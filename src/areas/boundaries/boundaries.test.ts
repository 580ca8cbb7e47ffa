import { expect, it } from 'vitest'
import { boundaryShapes } from '../../../seed/boundaries.ts'
import { reportStories } from '../../../seed/reports.ts'
import { guanlan, openTown, qingyun, qingyunGarden, qingyunGrid, type Town, zhenxing } from '../../../test/town.ts'
import { system } from '../../kit/actor.ts'
import { type Corner, isInShape, type Shape } from '../../kit/shapes.ts'
import { grantRole } from '../../people/roles/actions.ts'
import { addArea } from '../actions.ts'
import { eventsOfArea } from '../queries.ts'
import { setBoundary } from './actions.ts'
import { areaAt, boundaryOf } from './queries.ts'

const square = (west: number, south: number, side: number): Shape => {
  const [east, north] = [Number((west + side).toFixed(6)), Number((south + side).toFixed(6))]
  const ring: Corner[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return [[ring]]
}
const shapes = {
  [guanlan]: square(103.39, 23.35, 0.04),
  [qingyun]: square(103.4, 23.36, 0.01),
  [qingyunGrid]: square(103.4, 23.36, 0.005),
  [qingyunGarden]: square(103.401, 23.361, 0.002),
}
const geojson = (of: Record<string, Shape>) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: Object.entries(of).map(([code, coordinates]) => ({
      ...{ type: 'Feature', properties: { code } },
      geometry: { type: 'MultiPolygon', coordinates },
    })),
  })
const drawn = async (town: Town, of: Record<string, Shape> = shapes) => {
  const confirmation = { id: 'boundaries-1', datum: 'wgs84', text: geojson(of) }
  return town.as('adminZheng').post('/desk/areas/boundaries/confirm', confirmation)
}
const at = (longitude: number, latitude: number) => ({ longitude, latitude })

it('shows what a file would do before anything is written, fault by fault', async () => {
  const town = await openTown()
  const text = geojson({ ...shapes, nowhere: square(103, 23, 1) })
  const file = new File([text], 'x.geojson')
  const answer = await town.as('adminZheng').post('/desk/areas/boundaries', { file, datum: 'wgs84' })
  const shown = await answer.text()
  expect(answer.status).toBe(200)
  expect(shown).toContain('代码和名称都对不上任何区域')
  expect(shown).toContain('确认导入 4 个边界')
  expect(await boundaryOf(town.db, qingyun)).toBeUndefined()
})

it('finds the smallest area that somebody stands in', async () => {
  const town = await openTown()
  expect((await drawn(town)).status).toBe(303)
  const found = (longitude: number, latitude: number) => areaAt(town.db, at(longitude, latitude))
  expect(await found(103.402, 23.362)).toMatchObject({ area: { id: qingyunGarden }, meters: 0 })
  expect(await found(103.4045, 23.3645)).toMatchObject({ area: { id: qingyunGrid }, meters: 0 })
  expect(await found(103.409, 23.369)).toMatchObject({ area: { id: qingyun }, meters: 0 })
  expect(await found(103.42, 23.38)).toMatchObject({ area: { id: guanlan }, meters: 0 })
})

it('suggests the nearest one to somebody just outside, and nothing to somebody far away', async () => {
  const town = await openTown()
  await drawn(town)
  const near = await areaAt(town.db, at(103.431, 23.37))
  expect(near?.area.id).toBe(guanlan)
  expect(near?.meters).toBeCloseTo(102, 0)
  expect(await areaAt(town.db, at(103.45, 23.37))).toBeUndefined()
})

it('knows a boundary that has changed at once, and keeps what it was', async () => {
  const town = await openTown()
  await drawn(town)
  expect(await areaAt(town.db, at(103.402, 23.362))).toMatchObject({ area: { id: qingyunGarden } })
  const shape = square(103.405, 23.365, 0.002)
  await town.atomically((tx) => setBoundary(tx, { areaId: qingyunGarden, shape, actor: system, now: town.now() }))
  expect(await areaAt(town.db, at(103.402, 23.362))).toMatchObject({ area: { id: qingyunGrid } })
  const events = await eventsOfArea(town.db, qingyunGarden)
  expect(events[0]).toMatchObject({ step: 'boundary', from: { shape: shapes[qingyunGarden] } })
})

it('imports one confirmed file once, however often it is sent', async () => {
  const town = await openTown()
  await Promise.all([drawn(town), drawn(town)])
  expect(await boundaryOf(town.db, qingyun)).toMatchObject({ version: 1 })
})

it('is not for a clerk, and not for the administrator of one street', async () => {
  const town = await openTown()
  await town.atomically((tx) =>
    grantRole(tx, { personId: 'clerkZhao', role: 'admin', areaId: guanlan, actor: system, now: town.now() }),
  )
  for (const who of ['clerkLi', 'clerkZhao'] as const) {
    const sent = { id: 'boundaries-2', datum: 'wgs84', text: geojson(shapes) }
    expect((await town.as(who).post('/desk/areas/boundaries/confirm', sent)).status).toBe(403)
  }
  expect(await boundaryOf(town.db, qingyun)).toBeUndefined()
})

it('stays fast with a thousand compounds and grids', async () => {
  const town = await openTown()
  await town.atomically(async (tx) => {
    for (let at = 0; at < 1000; at++) {
      const id = `${zhenxing}C${at + 100}`
      await addArea(tx, { id, parentId: zhenxing, kind: 'compound', name: id, now: town.now() })
      const shape: Shape = [[circle(103.4 + (at % 40) * 0.001, 23.36 + Math.floor(at / 40) * 0.001, 24)]]
      await setBoundary(tx, { areaId: id, shape, actor: system, now: town.now() })
    }
  })
  expect(await areaAt(town.db, at(103.41, 23.37))).toMatchObject({ area: { id: `${zhenxing}C510` }, meters: 0 })
  const begin = performance.now()
  for (let round = 0; round < 100; round++) await areaAt(town.db, at(103.4105, 23.3705))
  expect((performance.now() - begin) / 100).toBeLessThan(25)
})

it('draws every place of the demo town’s stories inside the area it was filed under', () => {
  const byId = new Map(boundaryShapes)
  const astray = reportStories.filter(({ areaId, at: [latitude, longitude] }) => {
    const shape = byId.get(areaId)
    return !shape || !isInShape(shape, { latitude, longitude })
  })
  expect(astray.map(({ name }) => name)).toEqual([])
})

function circle(x: number, y: number, corners: number): Corner[] {
  const ring = Array.from({ length: corners }, (_, index): Corner => {
    const angle = (index / corners) * 2 * Math.PI
    return [x + 0.0004 * Math.cos(angle), y + 0.0004 * Math.sin(angle)]
  })
  return [...ring, ring[0] as Corner]
}
