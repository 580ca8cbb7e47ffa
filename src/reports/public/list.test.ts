import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accept, file, freshPhoto, serve, whistle } from '../../../test/reports.ts'
import { openTown, qingyun, qingyunGrid, type Town, zhenxing } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { type Report, reportById } from '../queries.ts'
import { editPublicWords } from '../triage/public-words.ts'

/** A public report of a lamp that is out; everything can be said otherwise. */
async function lamp(town: Town, given: Parameters<typeof file>[1] = {}): Promise<Report> {
  const report = await file(town, { categoryId: 'street-light', answers: {}, words: '路灯不亮', ...given })
  return accept(town, report, given.areaId === zhenxing ? 'clerkZhao' : 'clerkLi')
}

const numbersIn = async (town: Town, query: string) => {
  const html = await (await town.as(undefined).get(`/reports${query}`)).text()
  return [...html.matchAll(/class="card report-row" href="\/reports\/([\w-]+)"/g)].map(([, id]) => id)
}

describe('the public list', () => {
  it('shows what is accepted and of a public kind, the latest first', async () => {
    const town = await openTown()
    const first = await lamp(town)
    await file(town, { words: '还没有受理' })
    const quarrel = await file(town, { categoryId: 'neighbours', answers: {}, words: '楼上漏水' })
    await accept(town, quarrel)
    await town.advance(1000)
    const second = await lamp(town, { by: 'zhangWei', latitude: 23.4 })
    expect(await numbersIn(town, '')).toEqual([second.id, first.id])
  })

  it.each([
    ['?state=open', ['a', 'b']],
    ['?state=done', ['c']],
    ['?category=manhole', ['b']],
    [`?area=${zhenxing}`, ['b']],
    [`?area=${qingyun}`, ['a', 'c']],
    ['?area=nowhere', []],
    ['?since=week', ['b', 'c']],
    ['?kind=praise', []],
    ['?q=%E6%A0%91%E5%80%92', ['c']],
    ['?q=%E6%A0%91', ['c']],
    ['?q=R-2026-000001', ['a']],
    ['?q=%25', []],
    ['?bbox=103.4,23.36,103.41,23.37', ['a', 'c']],
    ['?bbox=103.41,23.37,103.40,23.36', ['a', 'b', 'c']],
    ['?state=no&since=no&bbox=x&after=y', ['a', 'b', 'c']],
  ] as const)('answers %s with %j', async (query, wanted) => {
    const town = await openTown()
    const a = await lamp(town)
    await town.advance(10 * day)
    const b = await lamp(town, {
      ...{ by: 'chenJie', areaId: zhenxing, categoryId: 'manhole', answers: { danger: 'no' }, words: '井盖响' },
      ...{ latitude: 23.5, longitude: 103.5, address: '振兴巷' },
    })
    const c = await lamp(town, { words: '大树倒伏，挡路', by: 'liNa', latitude: 23.366 })
    await whistle(town, c)
    await serve(town, c)
    const names = new Map([a, b, c].map(({ id }, at) => [id, 'abc'[at]]))
    expect((await numbersIn(town, query)).map((id) => names.get(id as string)).sort()).toEqual([...wanted])
  })

  it('does not find what staff took out of sight, and shows what they wrote instead', async () => {
    const town = await openTown()
    const report = await lamp(town, { words: '老李家门口路灯不亮' })
    const { version } = await reportById(town.db, report.id)
    const edit = { reportId: report.id, version, publicWords: '门口路灯不亮', actor: await town.actor('clerkLi') }
    await town.atomically((tx) => editPublicWords(tx, { ...edit, now: town.now() }))
    expect(await numbersIn(town, '?q=%E8%80%81%E6%9D%8E')).toEqual([])
    expect(await numbersIn(town, '?q=%E9%97%A8%E5%8F%A3')).toEqual([report.id])
    const html = await (await town.as(undefined).get(`/reports/${report.id}`)).text()
    expect(html).not.toContain('老李')
    expect(await (await town.as('wangFang').get(`/reports/${report.id}`)).text()).toContain('老李')
  })

  it('goes on page by page without losing or doubling one', async () => {
    const town = await openTown()
    for (let each = 0; each < 53; each++)
      await lamp(town, { key: newId(), address: `${each} 号`, latitude: 23 + each / 100 })
    const html = await (await town.as(undefined).get('/reports')).text()
    const next = /href="(\/reports\?after=[^"]+)"/.exec(html)?.[1] as string
    const [one, two] = [await numbersIn(town, ''), await numbersIn(town, next.slice('/reports'.length))]
    expect([one.length, two.length, new Set([...one, ...two]).size]).toEqual([50, 3, 53])
  })

  it('draws a map that leads closer and to the single report', async () => {
    const town = await openTown()
    const far = await lamp(town, { latitude: 23.6, longitude: 103.6, address: '草坝' })
    await lamp(town)
    await lamp(town, { by: 'liNa', latitude: 23.3651 })
    const html = await (await town.as(undefined).get('/reports/map')).text()
    expect(html).toContain('2 条，2 条还没办好')
    expect(html).toContain(`<a href="/reports/${far.id}" aria-label="1 条`)
    expect(html).toMatch(/href="\/reports\/map\?bbox=[\d.%C]+" aria-label="2 条/)
  })
})

describe('the files for others', () => {
  it('say nothing of words, addresses, exact places or people, and no formula survives', async () => {
    const town = await openTown()
    await lamp(town, { words: '=HYPERLINK("http://x")', latitude: 23.365_432, photos: [await freshPhoto(town)] })
    const csv = await (await town.as(undefined).get('/reports/export.csv')).text()
    expect(csv.split('\r\n')).toHaveLength(3)
    expect(csv).toContain(',23.365,103.402')
    for (const secret of ['HYPERLINK', '18 号', '23.3654', 'wangFang', '王芳']) expect(csv).not.toContain(secret)
    const json = await (await town.as(undefined).get('/reports/export.geojson')).json()
    expect(json).toMatchObject({
      type: 'FeatureCollection',
      features: [
        { geometry: { type: 'Point', coordinates: [103.402, 23.365] }, properties: { category: 'street-light' } },
      ],
    })
  })

  it('hold every report once, however many pages they take', async () => {
    const town = await openTown()
    for (let each = 0; each < 52; each++)
      await lamp(town, { key: newId(), address: `${each} 号`, latitude: null, longitude: null })
    const json = (await (await town.as(undefined).get('/reports/export.geojson')).json()) as {
      features: { properties: { number: string } }[]
    }
    expect(new Set(json.features.map(({ properties }) => properties.number)).size).toBe(52)
    const csv = await (await town.as(undefined).get(`/reports/export.csv?area=${zhenxing}`)).text()
    expect(csv.trim().split('\r\n')).toHaveLength(1)
  })
})

const strings = '../shared/data/strings'
const isHere = existsSync(strings)
it.skipIf(!isHere)(
  `keeps hostile words as they are and shows them harmless${isHere ? '' : ' (skipped: ../shared/data is absent)'}`,
  async () => {
    const town = await openTown()
    const lines = ['xss', 'blns', 'sqli', 'csv_formula'].flatMap((name) =>
      readFileSync(`${strings}/${name}.jsonl`, 'utf8').split('\n').filter(Boolean),
    )
    const hostile = lines.map((line) => JSON.parse(line) as unknown).filter((one) => typeof one === 'string')
    const chosen = hostile.filter((text, at) => text.trim() && at % Math.ceil(hostile.length / 60) === 0)
    expect(chosen.length).toBeGreaterThan(20)
    for (const words of chosen) {
      const sent = await town.as(undefined).post('/snap', {
        ...{
          id: newId(),
          words,
          address: words.slice(0, 100),
          categoryId: 'other',
          areaId: qingyunGrid,
          act: 'distinct',
        },
      })
      expect(sent.status, words).toBeLessThan(500)
      const search = await town.as(undefined).get(`/reports?q=${encodeURIComponent(words.toWellFormed().slice(0, 60))}`)
      expect(search.status, words).toBe(200)
      expect(await search.text()).not.toMatch(/<script(?! type="module" src=)/i)
    }
  },
)
