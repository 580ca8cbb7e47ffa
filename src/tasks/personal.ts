import { and, asc, eq, inArray } from 'drizzle-orm'
import { earlierStays, presenceScans, presences } from '../../db/schema/presence.ts'
import { appeals, submissions } from '../../db/schema/reviews.ts'
import { activities, calendarFeeds, claims } from '../../db/schema/tasks.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { leave } from './claims/actions.ts'
import { toCome } from './claims/rules.ts'

export const tasksPersonal: PersonalRoom = {
  room: 'tasks',
  title: { zh: '任务和活动', en: 'Tasks and activities' },
  held: [
    {
      title: { zh: '报过的名', en: 'What you signed up for' },
      tables: ['claims'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: claims.createdAt,
            title: activities.title,
            startsAt: activities.startsAt,
            place: activities.place,
            status: claims.status,
          })
          .from(claims)
          .innerJoin(activities, eq(activities.id, claims.activityId))
          .where(eq(claims.personId, personId))
          .orderBy(asc(claims.createdAt), asc(claims.id)),
    },
    ownRows({
      title: { zh: '最近一次签到签退', en: 'When you came and went' },
      table: presences,
      of: presences.personId,
      show: { inAt: presences.inAt, inWay: presences.inWay, distance: presences.inBand, outAt: presences.outAt },
      by: [presences.inAt, presences.claimId],
    }),
    {
      title: { zh: '更早的签到签退', en: 'Earlier stays at the same activity' },
      tables: ['earlier_stays'],
      rows: ({ db }, personId) =>
        db
          .select({ inAt: earlierStays.inAt, inWay: earlierStays.inWay, outAt: earlierStays.outAt })
          .from(earlierStays)
          .innerJoin(claims, eq(claims.id, earlierStays.claimId))
          .where(eq(claims.personId, personId))
          .orderBy(asc(earlierStays.inAt), asc(earlierStays.claimId)),
    },
    ownRows({
      title: { zh: '组织者扫过您的码', en: 'Scans of your code by an organiser' },
      table: presenceScans,
      of: presenceScans.personId,
      show: { at: presenceScans.at, outcome: presenceScans.outcome },
      by: [presenceScans.at, presenceScans.id],
    }),
    ownRows({
      title: { zh: '提交的成果', en: 'What you handed in' },
      table: submissions,
      of: submissions.personId,
      show: { at: submissions.at, text: submissions.text, count: submissions.count, photos: submissions.photoCount },
      by: [submissions.at, submissions.id],
    }),
    ownRows({
      title: { zh: '任务申诉', en: 'Your appeals' },
      table: appeals,
      of: appeals.personId,
      show: { at: appeals.at, text: appeals.text, decision: appeals.decision, reason: appeals.reason },
      by: [appeals.at, appeals.id],
    }),
    ownRows({
      title: { zh: '日历订阅', en: 'Calendar address' },
      table: calendarFeeds,
      of: calendarFeeds.personId,
      show: { renewed: calendarFeeds.generation },
      by: [calendarFeeds.personId],
    }),
  ],
  /** Places and offers go to the next in line. What was done already is still decided about. */
  async forget(tx, { personId, now }) {
    const open = await tx
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.personId, personId), inArray(claims.status, [...toCome])))
      .orderBy(asc(claims.id))
    const actor = { id: personId, name: '', grants: [] }
    for (const { id } of open) await leave(tx, { claimId: id, actor, now })
    await tx.delete(calendarFeeds).where(eq(calendarFeeds.personId, personId))
  },
}
