/** One event of a calendar feed. Times go out in UTC, so that no phone needs a time zone table. */
export type CalendarEvent = {
  uid: string
  startsAt: Date
  endsAt: Date
  title: string
  place: string
  notes: string
  url: string
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  /** Counts up with every change, so that a phone knows which is newer. */
  sequence: number
  changedAt: Date
}

/** @see RFC 5545 */
export function writeCalendar({ name, events }: { name: string; events: readonly CalendarEvent[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rongyu//Tasks//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const eventLines = (event: CalendarEvent) => [
  'BEGIN:VEVENT',
  `UID:${event.uid}@rongyu`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `DTSTART:${utc(event.startsAt)}`,
  `DTEND:${utc(event.endsAt)}`,
  `SEQUENCE:${event.sequence}`,
  `STATUS:${event.status}`,
  `SUMMARY:${escaped(event.title)}`,
  `LOCATION:${escaped(event.place)}`,
  `DESCRIPTION:${escaped(event.notes)}`,
  `URL:${event.url}`,
  'END:VEVENT',
]

/** `20260307T010000Z` */
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character ends the line in some readers
    .replace(/[\u0000-\u001f\u007f]/g, '')

const octetsMax = 75

/** A line of more than 75 octets goes on after a line break and one space, and no character is cut in two. */
export function folded(line: string): string {
  let [written, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > octetsMax) {
      written += '\r\n '
      octets = 1
    }
    written += character
    octets += size
  }
  return written
}
