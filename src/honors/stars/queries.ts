import { and, asc, desc, eq, gt, gte, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { hourTotals } from '../../../db/schema/hours.ts'
import { consents, people } from '../../../db/schema/people.ts'
import { starHours, starsOf } from '../../hours/rules.ts'
import { groupBy } from '../../kit/group.ts'
import { maskName } from '../../people/rules.ts'
import { hiddenCount } from '../rules.ts'

export type StarNotice = typeof starNotices.$inferSelect
export type StarLevel = { stars: number; names: string[]; hidden: number | 'few' | undefined }

const namesMax = 500
export const pageSize = 50

/** The highest level that was granted to somebody and that their hours still make; 0 for none. */
export async function starsHeld(db: Db, personId: string): Promise<number> {
  const minutes = sql`coalesce(sum(${hourTotals.minutes}), 0)`.mapWith(Number)
  const [served] = await db.select({ minutes }).from(hourTotals).where(eq(hourTotals.personId, personId))
  const [granted] = await db
    .select({ stars: starNotices.stars })
    .from(starNotices)
    .where(and(eq(starNotices.personId, personId), eq(starNotices.state, 'granted')))
    .orderBy(desc(starNotices.stars), asc(starNotices.id))
    .limit(1)
  return Math.min(granted?.stars ?? 0, starsOf(served?.minutes ?? 0).stars)
}

/** What somebody last asked for. */
export async function lastStarNotice(db: Db, personId: string): Promise<StarNotice | undefined> {
  const [last] = await db
    .select()
    .from(starNotices)
    .where(eq(starNotices.personId, personId))
    .orderBy(desc(starNotices.at), desc(starNotices.id))
    .limit(1)
  return last
}

/**
 * Everybody's stars: granted after their notice, and no more than the hours themselves make. Named are those who agree to
 * their name in public lists; from five stars down.
 */
export async function starBoard(db: Db): Promise<StarLevel[]> {
  const granted = sql`max(${starNotices.stars})`.mapWith(Number)
  const held = db
    .select({ personId: starNotices.personId, stars: granted.as('stars') })
    .from(starNotices)
    .where(eq(starNotices.state, 'granted'))
    .groupBy(starNotices.personId)
    .as('held')
  const minutes = sql`sum(${hourTotals.minutes})`.mapWith(Number)
  const isOpen = and(eq(consents.personId, people.id), eq(consents.kind, 'public_name'), isNull(consents.withdrawnAt))
  const rows = await db
    .select({ stars: held.stars, minutes, displayName: people.displayName, consentId: consents.id })
    .from(held)
    .innerJoin(people, and(eq(people.id, held.personId), eq(people.status, 'active')))
    .innerJoin(hourTotals, eq(hourTotals.personId, people.id))
    .leftJoin(consents, isOpen)
    .groupBy(held.stars, people.id, people.displayName, consents.id)
    .having(gte(minutes, starHours[0] * 60))
    .orderBy(desc(minutes), asc(people.id))
  const levels = groupBy(rows, (row) => Math.min(Number(row.stars), starsOf(row.minutes).stars))
  return [...levels.entries()]
    .toSorted(([a], [b]) => b - a)
    .map(([stars, all]) => {
      const names = all.filter(({ consentId }) => consentId).map(({ displayName }) => displayName)
      return { stars, names: names.slice(0, namesMax), hidden: hiddenCount(all.length - names.length) }
    })
}

const noticed = { notice: starNotices, areaName: areas.name, displayName: people.displayName }

const listed = (db: Db) =>
  db
    .select(noticed)
    .from(starNotices)
    .innerJoin(areas, eq(areas.id, starNotices.areaId))
    .innerJoin(people, eq(people.id, starNotices.personId))

/** Where a list goes on after one of its rows. */
export const endsAfter = ({ noticeEndsAt, id }: StarNotice) =>
  or(
    gt(starNotices.noticeEndsAt, noticeEndsAt),
    and(eq(starNotices.noticeEndsAt, noticeEndsAt), gt(starNotices.id, id)),
  )

/**
 * Star levels on public notice, what ends first on top: the whole name only where its owner wanted that. The next page begins
 * after `next`.
 */
export async function publicStarNotices(db: Db, afterId?: string) {
  const [after] = afterId ? await db.select().from(starNotices).where(eq(starNotices.id, afterId)) : []
  const rows = await listed(db)
    .where(and(eq(starNotices.state, 'noticed'), after && endsAfter(after)))
    .orderBy(asc(starNotices.noticeEndsAt), asc(starNotices.id))
    .limit(pageSize + 1)
  const notices = rows
    .slice(0, pageSize)
    .map(({ notice: { id, stars, minutes, showName, noticeEndsAt }, areaName, displayName }) => ({
      ...{ id, stars, minutes, areaName, noticeEndsAt },
      name: showName ? displayName : maskName(displayName),
    }))
  return { notices, next: rows.length > pageSize ? notices.at(-1)?.id : undefined }
}

export type PublicStarNotice = Awaited<ReturnType<typeof publicStarNotices>>['notices'][number]

/** When a notice of this level last stopped because an objection was right. */
export async function lastUpheld(db: Db, { personId, stars }: Pick<StarNotice, 'personId' | 'stars'>) {
  const [row] = await db
    .select({ at: starNotices.endedAt })
    .from(starNotices)
    .innerJoin(starObjections, eq(starObjections.noticeId, starNotices.id))
    .where(and(eq(starNotices.personId, personId), eq(starNotices.stars, stars), eq(starObjections.outcome, 'upheld')))
    .orderBy(desc(starNotices.endedAt))
    .limit(1)
  return row?.at ?? undefined
}

export const openStarObjections = (db: Db, noticeId: string): Promise<number> =>
  db.$count(starObjections, and(eq(starObjections.noticeId, noticeId), isNull(starObjections.outcome)))
