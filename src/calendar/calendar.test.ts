import { describe, expect, it } from 'vitest'
import { holidays } from '../../seed/holidays.ts'
import { openTown, type Town } from '../../test/town.ts'
import { isWorkday } from '../kit/calendar.ts'
import { installHolidays } from './actions.ts'
import { calendarDay, calendarInForce, daysOfYear, eventsOfCalendar } from './queries.ts'
import { spansOf } from './rules.ts'

const works = async (town: Town, day: string) => isWorkday(await calendarInForce(town.db), day)
const change = (
  town: Town,
  day: string,
  fields: Record<string, string>,
  who: 'adminZheng' | 'auditorWu' = 'adminZheng',
) => town.as(who).post(`/desk/calendar/days/${day}`, { name: '', version: '0', ...fields })

describe('the days the house knows of', () => {
  it.each([
    // year → days off, weekends worked, working days
    [2025, 28, 5],
    [2026, 33, 6],
    [2027, 13, 0],
  ])('in %i are %i off and %i worked', async (year, off, worked) => {
    const days = await daysOfYear((await openTown()).db, year)
    const count = (kind: string) => days.filter((day) => day.kind === kind).length
    expect([count('holiday'), count('workday')]).toEqual([off, worked])
  })

  it('make up only on weekends, and never name a day twice', () => {
    const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
    const madeUp = holidays.filter(({ kind }) => kind === 'workday').map(({ day }) => weekday(day))
    expect(madeUp.filter((day) => day !== 0 && day !== 6)).toEqual([])
    expect(new Set(holidays.map(({ day }) => day)).size).toBe(holidays.length)
  })

  it('give the Spring Festival of 2026 nine days in a row', () => {
    expect(spansOf(holidays).find(({ first }) => first === '2026-02-15')).toMatchObject({ name: '春节', days: 9 })
  })

  it('are laid down once, and leave alone what somebody has edited', async () => {
    const town = await openTown()
    await change(town, '2027-02-05', { kind: 'ordinary', version: '1' })
    const published = holidays.map((day) => ({ ...day, name: `${day.name}（通知）`, provisional: false }))
    for (const days of [holidays, published]) await town.atomically((tx) => installHolidays(tx, days, town.now()))
    expect(await calendarDay(town.db, '2026-10-01')).toMatchObject({ name: '国庆节', version: 1 })
    expect(await calendarDay(town.db, '2027-02-06')).toMatchObject({ name: '春节（通知）', provisional: false })
    expect(await calendarDay(town.db, '2027-02-05')).toMatchObject({ kind: 'ordinary' })
  })
})

describe('the calendar in force', () => {
  it('knows the make-up days, and an edit at once', async () => {
    const town = await openTown()
    expect([await works(town, '2026-02-14'), await works(town, '2026-02-16')]).toEqual([true, false])
    const answer = await change(town, '2026-11-06', { kind: 'holiday', name: '州庆' })
    expect(answer.status).toBe(303)
    expect(await works(town, '2026-11-06')).toBe(false)
    expect(await eventsOfCalendar(town.db, '2026-11-06')).toMatchObject([
      { step: 'changed', from: null, to: { kind: 'holiday', name: '州庆' }, actorName: '郑主任' },
    ])
  })

  it('forgets what a transaction saw that was undone', async () => {
    const town = await openTown()
    const undone = town.atomically(async (tx) => {
      const days = [{ day: '2026-11-06', kind: 'holiday' as const, name: '州庆', provisional: false }]
      await installHolidays(tx, days, town.now())
      expect(isWorkday(await calendarInForce(tx), '2026-11-06')).toBe(false)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await town.atomically(async (tx) => isWorkday(await calendarInForce(tx), '2026-11-06'))).toBe(true)
  })

  it('follows new office hours', async () => {
    const town = await openTown()
    const hours = { opens1: '08:30', closes1: '11:30', opens2: '14:00', closes2: '17:30', version: '1' }
    expect((await town.as('adminZheng').post('/desk/calendar/hours', hours)).status).toBe(303)
    expect((await calendarInForce(town.db)).millisecondsADay).toBe(6.5 * 3_600_000)
    const overlapping = { ...hours, opens2: '11:00', version: '2' }
    const refused = await town.as('adminZheng').post('/desk/calendar/hours', overlapping)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('不能重叠')
  })
})

describe('a day', () => {
  it('drawn from an older version is refused with both versions, and keeps what was typed', async () => {
    const town = await openTown()
    await change(town, '2026-11-06', { kind: 'holiday', name: '州庆' })
    const again = await change(town, '2026-11-06', { kind: 'holiday', name: '哈尼长街宴' })
    expect(again.status).toBe(409)
    const shown = await again.text()
    expect(shown).toContain('哈尼长街宴')
    expect(shown).toContain('州庆')
    expect(await calendarDay(town.db, '2026-11-06')).toMatchObject({ name: '州庆', version: 1 })
  })

  it.each([
    ['2026-11-06', { kind: 'holiday', name: '' }, 422],
    ['2026-02-30', { kind: 'holiday', name: 'x' }, 404],
    ['1999-01-01', { kind: 'holiday', name: 'x' }, 404],
    ['2026-11-06', { kind: 'sometimes', name: 'x' }, 422],
  ])('%s is not changed by %j', async (day, fields, status) => {
    const town = await openTown()
    expect((await change(town, day, fields)).status).toBe(status)
    expect(await works(town, '2026-11-06')).toBe(true)
  })

  it('is not the auditor’s to change', async () => {
    expect((await change(await openTown(), '2026-11-06', { kind: 'holiday', name: 'x' }, 'auditorWu')).status).toBe(403)
  })
})

const table = `\ufeff日期,类型,名称\n2027/2/5,放假,春节\n2027年2月6日,休,春节\n20270220,上班,春节调休\n2027-13-01,放假,x\n2027-02-07,半天,春节\n`

describe('an import', () => {
  it('shows what would change, and writes nothing yet', async () => {
    const town = await openTown()
    const file = new File([table], 'x.csv')
    const answer = await town.as('adminZheng').post('/desk/calendar/import', { file })
    const shown = await answer.text()
    expect(answer.status).toBe(200)
    expect(shown).toContain('确认写入')
    expect(shown).toContain('日期不存在')
    expect(shown).toContain('类型只能是')
    expect(await works(town, '2027-02-20')).toBe(false)
  })

  it('writes once, and takes back the provisional days that were not published', async () => {
    const town = await openTown()
    const confirm = () =>
      town.as('adminZheng').post('/desk/calendar/import/confirm', { id: 'import-0001', text: table })
    const places = [await confirm(), await confirm()].map((answer) => answer.headers.get('location'))
    expect(places).toEqual(['/desk/calendar?year=2027', '/desk/calendar?year=2027'])
    expect(await works(town, '2027-02-20')).toBe(true)
    expect(await works(town, '2027-06-09')).toBe(true)
    expect(await calendarDay(town.db, '2027-02-05')).toMatchObject({ provisional: false, version: 2 })
    const year = await (await town.as('adminZheng').get('/desk/calendar?year=2027')).text()
    expect(year).not.toContain('暂定')
  })

  it.each([
    ['a,b\n1,2', '第一行缺少这些列'],
    ['日期,类型,名称\n', '文件里没有内容'],
  ])('refuses %j in words', async (text, sentence) => {
    const town = await openTown()
    const answer = await town.as('adminZheng').post('/desk/calendar/import', { file: new File([text], 'x.csv') })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(sentence)
  })
})

it('says that a year is provisional, or not known at all', async () => {
  const town = await openTown()
  const shown = async (year: number) => (await town.as('auditorWu').get(`/desk/calendar?year=${year}`)).text()
  expect(await shown(2027)).toContain('暂定')
  expect(await shown(2028)).toContain('还没有登记节假日')
  expect(await shown(2026)).toContain('248')
  expect((await town.as('auditorWu').get('/desk/calendar?year=abc')).status).toBe(404)
})

it('speaks JSON and CSV', async () => {
  const town = await openTown()
  const year = (await (await town.as(undefined).api('GET', '/calendar/2026')).json()) as { days: object[] }
  expect(year).toMatchObject({ year: 2026, provisional: false, officeHours: [{ opens: '09:00' }, { closes: '18:00' }] })
  expect(year.days).toHaveLength(39)
  const file = await town.as('auditorWu').get('/desk/calendar/years/2026/days.csv')
  expect(await file.text()).toContain('2026-02-14,调休上班,春节调休')
})
