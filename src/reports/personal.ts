import { and, asc, eq } from 'drizzle-orm'
import { reportFollows, reports } from '../../db/schema/reports.ts'
import { reportSubscriptions } from '../../db/schema/snaps.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const reportsPersonal: PersonalRoom = {
  room: 'reports',
  title: { zh: '随手拍', en: 'Reports' },
  held: [
    ownRows({
      title: { zh: '您报的问题', en: 'What you reported' },
      table: reports,
      of: reports.reporterId,
      show: {
        at: reports.filedAt,
        number: reports.number,
        words: reports.words,
        address: reports.address,
        status: reports.status,
        verdict: reports.verdict,
      },
      by: [reports.filedAt, reports.id],
    }),
    {
      title: { zh: '关注和附议', en: 'What you follow or confirmed' },
      tables: ['report_follows'],
      rows: ({ db }, personId) =>
        db
          .select({ at: reportFollows.at, kind: reportFollows.kind, number: reports.number })
          .from(reportFollows)
          .innerJoin(reports, eq(reports.id, reportFollows.reportId))
          .where(eq(reportFollows.personId, personId))
          .orderBy(asc(reportFollows.at), asc(reportFollows.reportId)),
    },
    ownRows({
      title: { zh: '订阅', en: 'Subscriptions' },
      table: reportSubscriptions,
      of: reportSubscriptions.personId,
      show: {
        at: reportSubscriptions.createdAt,
        area: reportSubscriptions.areaId,
        kind: reportSubscriptions.categoryId,
      },
      by: [reportSubscriptions.createdAt, reportSubscriptions.id],
    }),
  ],
  /** Reports stay, because the city works on them, with an id that names nobody. Nobody has to be told any more. */
  async forget(tx, { personId }) {
    await tx.delete(reportSubscriptions).where(eq(reportSubscriptions.personId, personId))
    await tx.delete(reportFollows).where(and(eq(reportFollows.personId, personId), eq(reportFollows.kind, 'follows')))
  },
}
