import { expect, it } from 'vitest'
import { type CalendarEvent, folded, writeCalendar } from './ics.ts'

const event: CalendarEvent = {
  uid: 'a-1',
  startsAt: new Date('2026-03-07T01:00:00Z'),
  endsAt: new Date('2026-03-07T03:00:00Z'),
  title: '清洁; 楼道, 3 号\\楼',
  place: '青云花园',
  notes: '带水\r\n带帽子',
  url: 'http://localhost/tasks/a-1',
  status: 'CONFIRMED',
  sequence: 3,
  changedAt: new Date('2026-03-01T00:00:00Z'),
}

it('writes times in UTC, escapes what means something, and ends every line with CRLF', () => {
  const text = writeCalendar({ name: '我的任务', events: [event] })
  expect(text).toContain('DTSTART:20260307T010000Z\r\nDTEND:20260307T030000Z\r\n')
  expect(text).toContain('SUMMARY:清洁\\; 楼道\\, 3 号\\\\楼\r\n')
  expect(text).toContain('DESCRIPTION:带水\\n带帽子\r\n')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

it.each([
  ['ascii', `SUMMARY:${'a'.repeat(300)}`],
  ['Chinese, three octets each', `SUMMARY:${'荣'.repeat(100)}`],
  ['emoji, four octets each', `SUMMARY:x${'🧹'.repeat(60)}`],
])('folds %s at 75 octets without cutting a character', (_, line) => {
  const lines = folded(line).split('\r\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const one of lines) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
  expect(lines.map((one, index) => (index ? one.slice(1) : one)).join('')).toBe(line)
})

it.each([75, 76])('leaves or folds a line of %i octets', (octets) => {
  expect(folded('x'.repeat(octets)).includes('\r\n ')).toBe(octets > 75)
})

it('lets nobody begin a property of their own', () => {
  const text = writeCalendar({ name: 'n', events: [{ ...event, title: 'x\r\nATTENDEE:evil\u2028' }] })
  expect(text).not.toMatch(/^ATTENDEE/m)
})
