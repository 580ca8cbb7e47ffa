import { and, asc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { groupBy } from '../../kit/group.ts'
import { endsAfter, pageSize, type StarNotice } from './queries.ts'

/**
 * The notices of the actor's areas with what was said against them: those whose objections wait, then those that run, what ends
 * first on top, then those that are over, the newest first. Nobody reads here who objected to their own. The next page begins
 * after `next`.
 */
export async function starNoticesFor(db: Db, actor: Actor, afterId?: string) {
  const rank = rankFor(actor)
  const covered = reached(starNotices.areaPath, actor, ['clerk', 'reviewer', 'auditor', 'admin'])
  const listed = () =>
    db
      .select({ notice: starNotices, areaName: areas.name, displayName: people.displayName, rank })
      .from(starNotices)
      .innerJoin(areas, eq(areas.id, starNotices.areaId))
      .innerJoin(people, eq(people.id, starNotices.personId))
  const [after] = afterId ? await listed().where(and(covered, eq(starNotices.id, afterId))) : []
  const found = await listed()
    .where(and(covered, after && follows(rank, after)))
    .orderBy(
      asc(rank),
      sql`case when ${rank} < ${over} then ${starNotices.noticeEndsAt} end`,
      sql`case when ${rank} = ${over} then ${starNotices.at} end desc`,
      asc(starNotices.id),
    )
    .limit(pageSize + 1)
  const rows = found.slice(0, pageSize)
  const said = await objectionsTo(
    db,
    rows.flatMap(({ notice }) => (notice.personId === actor.id ? [] : [notice.id])),
  )
  return {
    rows: rows.map((row) => ({ ...row, objections: said.get(row.notice.id) ?? [] })),
    next: found.length > pageSize ? rows.at(-1)?.notice.id : undefined,
  }
}

export type DeskStarNotice = Awaited<ReturnType<typeof starNoticesFor>>['rows'][number]

const over = 2

/** 0 where objections wait, 1 for others that run, 2 when it is over. One's own with objections looks like any other. */
const rankFor = (actor: Actor) =>
  sql<number>`case when ${starNotices.state} <> 'noticed' then 2 when ${starNotices.personId} <> ${actor.id}
    and exists (select 1 from ${starObjections} where ${starObjections.noticeId} = ${starNotices.id}
    and ${starObjections.outcome} is null) then 0 else 1 end`.mapWith(Number)

function follows(rank: SQL<number>, after: { notice: StarNotice; rank: number }): SQL | undefined {
  const { notice } = after
  const older = or(lt(starNotices.at, notice.at), and(eq(starNotices.at, notice.at), gt(starNotices.id, notice.id)))
  const within = after.rank === over ? older : endsAfter(notice)
  return or(sql`${rank} > ${after.rank}`, and(sql`${rank} = ${after.rank}`, within))
}

async function objectionsTo(db: Db, noticeIds: string[]) {
  const said = await db
    .select({ objection: starObjections, displayName: people.displayName })
    .from(starObjections)
    .innerJoin(people, eq(people.id, starObjections.personId))
    .where(inArray(starObjections.noticeId, noticeIds))
    .orderBy(asc(starObjections.at), asc(starObjections.id))
  return groupBy(said, ({ objection }) => objection.noticeId)
}
