import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { transfers } from '../../../db/schema/points.ts'
import { importedReports, reportImportRows, type reportImports } from '../../../db/schema/report-imports.ts'
import { reportEvents, reports, whistles } from '../../../db/schema/reports.ts'
import { city, openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, minute } from '../../kit/clock.ts'
import { readTable } from '../../kit/csv.ts'
import { newId } from '../../kit/ids.ts'
import { reportById } from '../queries.ts'
import { dropImport, readImport } from './actions.ts'
import { fatesOf, importById } from './queries.ts'

// Ten thousand rows take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

type Fields = Record<string, string | string[]>

/** Chooses the file, as the administrator does; returns the import's id. */
async function choose(town: Town, text: string | Uint8Array<ArrayBuffer>, source = '旧热线') {
  const file = new File([text], 'old.csv')
  const answer = await town.as('adminZheng').post('/desk/report-imports', { id: newId(), source, file })
  expect(answer.status).toBe(303)
  return (answer.headers.get('location') as string).split('/').at(-1) as string
}

/** Says how it is read: the guessed columns, and these fields. */
async function settle(town: Town, id: string, fields: Fields = {}) {
  const { version, settings, source } = (await importById(town.db, id)) as typeof reportImports.$inferSelect
  const columns = Object.fromEntries(
    Object.entries(settings.columns).map(([field, at]) => [`column_${field}`, `${at}`]),
  )
  const given = { version: `${version}`, source, dayOrder: 'month', areaId: city, categoryId: 'other', ...columns }
  return town.as('adminZheng').post(`/desk/report-imports/${id}`, { ...given, ...fields })
}

async function start(town: Town, id: string) {
  const { version } = (await importById(town.db, id)) as typeof reportImports.$inferSelect
  const answer = await town.as('adminZheng').post(`/desk/report-imports/${id}/start`, { version: `${version}` })
  expect(answer.status).toBe(303)
  await town.advance(minute)
  return fatesOf(town.db, id)
}

async function bringIn(town: Town, text: string | Uint8Array<ArrayBuffer>, fields: Fields = {}, source?: string) {
  const id = await choose(town, text, source)
  expect((await settle(town, id, fields)).status).toBe(303)
  return { id, fates: await start(town, id) }
}

const all = (town: Town) => town.db.select().from(reports).orderBy(reports.id)
const reasonsOf = async (town: Town, id: string) =>
  (
    await town.db
      .select()
      .from(reportImportRows)
      .where(eq(reportImportRows.importId, id))
      .orderBy(reportImportRows.line)
  ).map(({ line, fate, reason }) => [line, fate, reason])

const csv = `编号,时间,类别,内容,答复,地址,纬度,经度
1,2019/2/28 11:25:05,井盖破损,青云路井盖坏了,已更换,青云路 1 号,23.365,103.402
2,2019-03-01 08:00:00,,路灯不亮了,,,,
`

describe('an import', () => {
  it('shows what would come in, takes it in on confirmation, and labels it', async () => {
    const town = await openTown()
    const id = await choose(town, csv)
    await settle(town, id, { isPublic: '1' })
    const preview = await (await town.as('adminZheng').get(`/desk/report-imports/${id}`)).text()
    expect(preview).toContain('确认导入 2 条')
    expect(await all(town)).toEqual([])
    expect(await start(town, id)).toEqual({ waiting: 0, in: 2, known: 0, refused: 0 })

    const [first, second] = await all(town)
    expect(first).toMatchObject({
      ...{
        number: 'R-2019-000001',
        words: '青云路井盖坏了',
        categoryId: 'manhole',
        status: 'closed',
        channel: 'import',
      },
      ...{ latitude: 23.365, longitude: 103.402, reporterId: null, isPublic: true, areaId: city },
      filedAt: new Date('2019-02-28T03:25:05Z'),
    })
    expect(second).toMatchObject({ categoryId: 'street-light', status: 'closed', latitude: null })
    const page = await (await town.as(undefined).get(`/reports/${first?.id}`)).text()
    expect(page).toContain('导入自旧热线')
    expect(page).toContain('已更换')
    expect(page).toContain('历史记录')
    const desk = await (await town.as('adminZheng').get(`/desk/reports/${first?.id}`)).text()
    expect(desk).toContain('旧热线 1')
  })

  it('is history: it starts no clock, pays nobody and tells nobody', async () => {
    const town = await openTown()
    const before = [await town.db.$count(notices), await town.db.$count(transfers)]
    await town.as('wangFang').post('/reports/subscribe', { area: city, id: newId() })
    const soon = new Date(town.now().getTime() + minute).toISOString()
    await bringIn(town, `编号,时间,内容\n1,${soon},井盖坏了`, { isPublic: '1', keepsOpen: '1' })
    await town.advance(10 * day)
    expect([await town.db.$count(notices), await town.db.$count(transfers)]).toEqual(before)
    expect(await town.db.$count(whistles)).toBe(0)
    expect(await all(town)).toMatchObject([{ status: 'accepted', promisedAt: null, nextAt: null, unpaid: '' }])
  })

  it('imports the same file, or the same ids in another one, only once', async () => {
    const town = await openTown()
    expect((await bringIn(town, csv)).fates.in).toBe(2)
    expect((await bringIn(town, csv)).fates).toMatchObject({ in: 0, known: 2 })
    expect((await bringIn(town, `${csv}3,2019-03-02,,新的一条,,,,\n`)).fates).toMatchObject({ in: 1, known: 2 })
    // Another system counts for itself.
    expect((await bringIn(town, csv, {}, '城管平台')).fates.in).toBe(2)
    expect(await town.db.$count(reports)).toBe(5)
  })

  it('takes rows that say the same for one where the file numbers nothing', async () => {
    const town = await openTown()
    const { fates } = await bringIn(town, '时间,内容\n2019-01-01,井盖坏了\n2019-01-01,井盖坏了\n2019-01-02,井盖坏了\n')
    expect(fates).toMatchObject({ in: 2, known: 1 })
  })

  it('tells for every refused row why, and hands it back without formulas', async () => {
    const town = await openTown()
    const rows = [
      ['1', '', '没有时间', ''],
      ['2', '昨天', '读不懂的时间', ''],
      ['3', '01/01/1900 12:00:00 AM', '一九〇〇年', ''],
      ['4', '2019-02-02', '办结早于上报', '2019-02-01'],
      ['5', '2019-02-02', '办结在一九〇〇年', '01/01/1900 12:00:00 AM'],
      ['6', '2019-02-02', '', ''],
      ['7', '2019-02-02', '字'.repeat(4001), ''],
      ['8', '2019-02-30', '没有这一天', ''],
      ['9', '2019-02-02', '第一次', ''],
      ['9', '2019-02-02', '同一个编号，另一件事', ''],
      ['=1+1', '', '=HYPERLINK("http://evil")', ''],
      ['12', '2999-01-01', '将来', ''],
    ]
    const { id } = await bringIn(
      town,
      `编号,时间,内容,办结时间\n${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}`,
    )
    expect(await reasonsOf(town, id)).toEqual([
      [2, 'refused', 'import_no_date'],
      [3, 'refused', 'import_date_unreadable'],
      [4, 'refused', 'import_date_impossible'],
      [5, 'refused', 'import_closed_before_filed'],
      [6, 'refused', 'import_closed_impossible'],
      [7, 'refused', 'import_no_words'],
      [8, 'refused', 'import_words_long'],
      [9, 'refused', 'import_date_unreadable'],
      [10, 'in', ''],
      [11, 'refused', 'import_id_twice'],
      [12, 'refused', 'import_no_date'],
      [13, 'refused', 'import_date_impossible'],
    ])
    const file = await (await town.as('adminZheng').get(`/desk/report-imports/${id}/refused.csv`)).text()
    const { rows: told } = readTable(file.slice(1))
    expect(told).toHaveLength(11)
    expect(told[0]?.cells.slice(0, 3)).toEqual(['2', '没有上报时间', '1'])
    expect(file).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it('leaves out default positions, and refuses those of other places', async () => {
    const town = await openTown()
    const rows = [
      ...[1, 2, 3, 4, 5].map((at) => `${at},2019-02-02,第 ${at} 件,${at} 号,23.4,103.4`),
      '6,2019-02-02,纽约的公鸡,老街,40.7754,-73.7416',
      '7,2019-02-02,零点,海上,0,0',
      '8,2019-02-02,不是坐标,某处,北纬,东经',
      '9,2019-02-02,正好,青云路,23.365,103.402',
    ]
    const { id } = await bringIn(town, `编号,时间,内容,地址,纬度,经度\n${rows.join('\n')}`, {
      box: '103.1,23.0,103.8,23.7',
    })
    expect((await reasonsOf(town, id)).slice(4)).toEqual([
      [6, 'in', 'import_position_default'],
      [7, 'refused', 'import_place_elsewhere'],
      [8, 'in', 'import_position_default'],
      [9, 'refused', 'import_position_unreadable'],
      [10, 'in', ''],
    ])
  })

  it('refuses rows of no area and no category where nothing is chosen for them', async () => {
    const town = await openTown()
    const text =
      '编号,时间,内容,区域\n1,2019-02-02,随便什么,\n2,2019-02-02,井盖坏了,某某社区\n3,2019-02-02,井盖坏了,青云社区\n4,2019-02-02,随便,青云社区'
    const { id } = await bringIn(town, text, { areaId: '', categoryId: '' })
    expect(await reasonsOf(town, id)).toEqual([
      [2, 'refused', 'import_no_place'],
      [3, 'refused', 'import_area_unknown'],
      [4, 'in', ''],
      [5, 'refused', 'import_category_unknown'],
    ])
    expect(await all(town)).toMatchObject([{ areaId: qingyun }])
  })

  it('never shows a private category, and nothing at all unless it is asked to', async () => {
    const town = await openTown()
    await bringIn(town, csv)
    expect((await all(town)).every(({ isPublic }) => !isPublic)).toBe(true)
  })

  it('reads on, by the same form, a file whose reading a dying process left off in the middle', async () => {
    const town = await openTown()
    const lines = Array.from({ length: 1200 }, (_, at) => `${at},2019-02-02,第 ${at} 件`)
    const given = {
      id: newId(),
      source: '旧热线',
      fileName: 'old.csv',
      actor: await town.actor('adminZheng'),
      now: town.now(),
    }
    const file = { ...given, text: `编号,时间,内容\n${lines.join('\n')}` }
    let left = 2
    const dying: Town['atomically'] = async (work) => {
      if (left-- === 0) throw new Error('killed')
      return town.atomically(work)
    }
    await expect(readImport(dying, file)).rejects.toThrow('killed')
    expect(await importById(town.db, given.id)).toMatchObject({ state: 'reading' })
    expect((await fatesOf(town.db, given.id)).waiting).toBe(500)

    await Promise.all([readImport(town.atomically, file), readImport(town.atomically, file)])
    expect(await importById(town.db, given.id)).toMatchObject({ state: 'preview' })
    expect((await fatesOf(town.db, given.id)).waiting).toBe(1200)
    const other = readImport(town.atomically, { ...file, text: `${file.text}\n` })
    await expect(other).rejects.toMatchObject({ code: 'same_id_other_content' })
    const drop = { id: given.id, actor: given.actor, now: town.now() }
    await town.atomically((tx) => dropImport(tx, drop))
    await readImport(town.atomically, file)
    expect((await fatesOf(town.db, given.id)).waiting).toBe(0)
  })

  it('goes on where it stood when the process died, and brings nothing in twice', async () => {
    const town = await openTown()
    const rows = Array.from({ length: 450 }, (_, at) => `${at},2019-01-01,第 ${at} 件井盖`).join('\n')
    const id = await choose(town, `编号,时间,内容\n${rows}`)
    await settle(town, id)
    const { version } = (await importById(town.db, id)) as typeof reportImports.$inferSelect
    await town.as('adminZheng').post(`/desk/report-imports/${id}/start`, { version: `${version}` })
    const { takeInPiece } = await import('./take-in.ts')
    // Two clockworks at once, one of which dies in the middle of its piece.
    const dying = town.atomically(async (tx) => {
      await takeInPiece(tx, id, town.now())
      throw new Error('killed')
    })
    await Promise.allSettled([dying, ...[1, 2].map(() => town.atomically((tx) => takeInPiece(tx, id, town.now())))])
    expect(await fatesOf(town.db, id)).toEqual({ waiting: 250, in: 200, known: 0, refused: 0 })
    await town.advance(minute)
    expect((await importById(town.db, id))?.state).toBe('done')
    expect(await town.db.$count(reports)).toBe(450)
    expect(new Set((await all(town)).map(({ number }) => number)).size).toBe(450)
    expect(await town.db.$count(importedReports)).toBe(450)
  })

  it('forgets what rows held once they are in, and refused ones after a month', async () => {
    const town = await openTown()
    const { id } = await bringIn(town, '编号,时间,内容\n1,2019-01-01,井盖\n2,,井盖')
    const cells = async () =>
      (await town.db.select().from(reportImportRows).orderBy(reportImportRows.line)).map((row) => row.cells)
    expect(await cells()).toEqual([null, ['2', '', '井盖']])
    await town.advance(31 * day)
    expect(await cells()).toEqual([null, null])
    expect((await fatesOf(town.db, id)).refused).toBe(1)
  })

  it('is stopped by hand, and keeps what is in', async () => {
    const town = await openTown()
    const id = await choose(town, csv)
    await town.as('adminZheng').post(`/desk/report-imports/${id}/drop`)
    expect(await fatesOf(town.db, id)).toEqual({ waiting: 0, in: 0, known: 0, refused: 0 })
    const again = await town.as('adminZheng').post(`/desk/report-imports/${id}/start`, { version: '2' })
    expect(again.status).toBe(409)
  })

  it('shows both versions to the second of two who settle it', async () => {
    const town = await openTown()
    const id = await choose(town, csv)
    const fields = { version: '1', column_filedAt: '1', column_words: '3' }
    expect((await settle(town, id, fields)).status).toBe(303)
    expect((await settle(town, id, fields)).status).toBe(409)
  })

  it.each([
    ['a box that is none', { box: '1,2,3' }],
    ['no column for the time', { column_filedAt: '' }],
    ['an area that does not exist', { areaId: 'none' }],
    ['a category that does not exist', { categoryId: 'none' }],
  ])('says so when there is %s', async (_, fields) => {
    const town = await openTown()
    const id = await choose(town, csv)
    const answer = await settle(town, id, fields)
    expect([404, 422]).toContain(answer.status)
    expect(await answer.text()).toContain('role="alert"')
  })

  it.each([
    ['', 422],
    ['时间,内容\n', 422],
    ['{"time": 1}\n{broken\n', 422],
  ])('refuses the file %j', async (text, status) => {
    const town = await openTown()
    const file = new File([text], 'old.csv')
    const answer = await town.as('adminZheng').post('/desk/report-imports', { id: newId(), source: 'x', file })
    expect(answer.status).toBe(status)
  })
})

const corpus = new URL('../../../../shared/data/reports/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, corpus))

const mengzi = { west: 103.1, south: 23.0, east: 103.8, north: 23.7 }

describe.runIf(existsSync(corpus))('real rows of other systems (skipped where the corpus is not there)', () => {
  it.each([
    ['en_boston311.csv', 53],
    ['en_seeclickfix_chapel_hill_issues.jsonl', 198],
    ['en_nyc311.csv', 3226],
  ])('%s: every one of %i rows is refused for its place, or in without one', async (name, count) => {
    const town = await openTown()
    const { fates, id } = await bringIn(town, read(name), { box: Object.values(mengzi).join() })
    expect(fates.in + fates.known + fates.refused).toBe(count)
    const kept = await all(town)
    expect(kept.every(({ latitude }) => latitude === null)).toBe(true)
    const unexplained = (await reasonsOf(town, id)).filter(([, fate, reason]) => fate === 'refused' && !reason)
    expect(unexplained).toEqual([])
    expect(fates.refused).toBeGreaterThan(count / 2)
  })

  it('Chinese messages, GB18030 from a spreadsheet and JSON, are found again by two characters', async () => {
    const town = await openTown()
    const sheet = await bringIn(town, read('zh_messages_sample.gb18030.csv'), { isPublic: '1' }, '样例')
    expect(sheet.fates).toMatchObject({ in: 250, refused: 0 })
    const { fates } = await bringIn(town, read('zh_government_messages.jsonl'), { isPublic: '1' }, '问政')
    expect(fates.in + fates.known + fates.refused).toBe(4914)
    expect(fates.in).toBeGreaterThan(4880)
    const found = await (await town.as(undefined).get('/reports?q=噪音')).text()
    expect(found.match(/report-row-main/g)?.length).toBe(50)
    const exported = await (await town.as(undefined).get('/reports/export.csv')).text()
    expect(exported.split('\r\n').length).toBeGreaterThan(5000)
    const [event] = await town.db.select().from(reportEvents).where(eq(reportEvents.step, 'import')).limit(1)
    expect((await reportById(town.db, event?.reportId as string)).channel).toBe('import')
  })

  it('New Haven’s rows without ids come in as if they were ours', async () => {
    const town = await openTown()
    const box = '-74,40,-72,42'
    const { fates } = await bringIn(town, read('en_seeclickfix_new_haven.jsonl'), { box, isPublic: '1' }, 'New Haven')
    expect(fates.in).toBeGreaterThan(5000)
    const map = await town.as(undefined).get('/reports/map?bbox=-73,41.2,-72.8,41.4')
    expect(map.status).toBe(200)
  })
})
