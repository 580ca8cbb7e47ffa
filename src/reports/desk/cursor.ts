import { and, eq, gt, lt, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { reports } from '../../../db/schema/reports.ts'
import type { Report } from '../queries.ts'

/** Where a page of the queue ended, of the values that it is sorted by: `urgent.1772330400000.id`. */
export const cursor = z.string().regex(/^(normal|urgent)\.\d{1,15}\..{1,100}$/)

type Sorted = Pick<Report, 'id' | 'urgency' | 'filedAt' | 'updatedAt'>

export const cursorOf = ({ id, urgency, filedAt, updatedAt }: Sorted, isDone: boolean) =>
  `${urgency}.${(isDone ? updatedAt : filedAt).getTime()}.${id}`

/** What comes after it, also when the report it names is elsewhere by now. */
export function comesAfter(text: string, isDone: boolean): SQL | undefined {
  const [urgency = '', milliseconds, ...rest] = text.split('.')
  const [at, id] = [new Date(Number(milliseconds)), rest.join('.')]
  if (isDone) return or(lt(reports.updatedAt, at), and(eq(reports.updatedAt, at), lt(reports.id, id)))
  const later = or(gt(reports.filedAt, at), and(eq(reports.filedAt, at), gt(reports.id, id)))
  const same = and(eq(reports.urgency, urgency as Report['urgency']), later)
  return urgency === 'urgent' ? or(eq(reports.urgency, 'normal'), same) : same
}
