import { describe, expect, it } from 'vitest'
import { addDays, cityDay, cityMonth, fromCityTime, lastDayOf, startOfCityDay, toCityTime } from './clock.ts'
import { isShortNumber, newId, newShortNumber } from './ids.ts'
import { openSecrets } from './secrets.ts'

describe('the city’s calendar', () => {
  it.each([
    // instant → day in Asia/Shanghai
    ['2026-03-01T15:59:59Z', '2026-03-01'],
    ['2026-03-01T16:00:00Z', '2026-03-02'],
    ['2025-12-31T16:00:00Z', '2026-01-01'],
  ])('%s is %s', (instant, calendarDay) => {
    expect(cityDay(new Date(instant))).toBe(calendarDay)
  })

  it('knows months, day beginnings and leap days', () => {
    expect(cityMonth(new Date('2026-02-28T17:00:00Z'))).toBe('2026-03')
    expect(startOfCityDay('2026-03-01').toISOString()).toBe('2026-02-28T16:00:00.000Z')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  it.each([
    // the end of a term → its last day
    ['2026-03-13T16:00:00Z', '2026-03-13'],
    ['2026-03-13T16:00:01Z', '2026-03-14'],
    ['2026-03-13T09:00:00Z', '2026-03-13'],
  ])('what ends at %s has %s as its last day', (instant, calendarDay) => {
    expect(lastDayOf(new Date(instant))).toBe(calendarDay)
  })

  it('reads and writes the value of a datetime field as city time', () => {
    expect(fromCityTime('2026-03-01T09:30')?.toISOString()).toBe('2026-03-01T01:30:00.000Z')
    expect(toCityTime(new Date('2026-03-01T01:30:00Z'))).toBe('2026-03-01T09:30')
  })

  it.each(['', '2026-03-01', '2026-13-01T09:30', '2026-03-01T09:30Z', 'tomorrow'])('takes %j for no time', (text) => {
    expect(fromCityTime(text)).toBeUndefined()
  })
})

describe('ids', () => {
  it('sort by the time they were made', () => {
    const sameMoment = new Date('2026-01-01T08:00:00Z')
    const ids = Array.from({ length: 1000 }, () => newId(sameMoment))
    expect(ids).toEqual([...ids].sort())
    const [early, late] = [newId(new Date('2026-01-01')), newId(new Date('2026-01-02'))]
    expect(early < late).toBe(true)
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('make short numbers whose single typing slips are noticed', () => {
    const number = newShortNumber()
    expect(number).toMatch(/^[1-9]\d{7}$/)
    expect(isShortNumber(number)).toBe(true)
    for (let place = 0; place < number.length; place++) {
      const wrong = number.slice(0, place) + ((Number(number[place]) + 1) % 10) + number.slice(place + 1)
      expect(isShortNumber(wrong)).toBe(false)
    }
  })

  it.each(['', '0', '12a4', '１２３４', '123'])('take %j for no short number', (text) => {
    expect(isShortNumber(text)).toBe(false)
  })
})

describe('secrets', () => {
  const secrets = openSecrets('a-key-of-at-least-thirty-two-letters')

  it('seal a text differently each time and give it back', () => {
    expect(secrets.seal('13800138000')).not.toBe(secrets.seal('13800138000'))
    expect(secrets.unseal(secrets.seal('王芳·阿依古丽 䶮'))).toBe('王芳·阿依古丽 䶮')
  })

  it('refuse a sealed value that was changed, or sealed by another key', () => {
    const bytes = Buffer.from(secrets.seal('13800138000'), 'base64')
    bytes[30] = (bytes[30] as number) ^ 1
    expect(() => secrets.unseal(bytes.toString('base64'))).toThrow()
    expect(() => openSecrets('another-key-of-thirty-two-letters!').unseal(secrets.seal('x'))).toThrow()
  })

  it('accept only their own signature, for its own purpose, whole', () => {
    const signature = secrets.sign('order', '12345678')
    expect(secrets.verify('order', '12345678', signature)).toBe(true)
    expect(secrets.verify('card', '12345678', signature)).toBe(false)
    expect(secrets.verify('order', '12345679', signature)).toBe(false)
    expect(secrets.verify('order', '12345678', '')).toBe(false)
    expect(secrets.verify('order', '12345678', signature.slice(0, 5))).toBe(false)
  })
})
