import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { emptyGrants, holds, lots, pointAppeals, pointsDeclined, reversals } from '../../db/schema/points.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { expireLot } from './life/actions.ts'
import { allEntriesOf, expiringOf } from './statements/queries.ts'

/** Points on the way lapse as soon as they arrive; what can be spent lapses now. The books balance as with any expiry. */
async function letLapse(tx: Tx, ownerId: string, now: Date) {
  const left = sql`${lots.pending} + ${lots.available} + ${lots.held} > 0`
  const rows = await tx
    .update(lots)
    .set({ expiresAt: now })
    .where(and(eq(lots.ownerId, ownerId), gt(lots.expiresAt, now), left))
    .returning({ id: lots.id })
  for (const { id } of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) await expireLot(tx, { lotId: id, now })
}

export const pointsPersonal: PersonalRoom = {
  room: 'points',
  title: { zh: '积分', en: 'Points' },
  held: [
    {
      title: { zh: '积分明细', en: 'Every entry of your points' },
      tables: ['entries', 'purses', 'cap_counters', 'cap_places'],
      rows: async ({ db }, personId) =>
        (await allEntriesOf(db, personId)).flatMap(({ transfer, entries }) =>
          entries.map(({ accountId, points, balance }) => ({
            at: transfer.at,
            kind: transfer.kind,
            account: accountId.split(':')[0],
            points,
            balance,
            title: { zh: transfer.zh, en: transfer.en },
          })),
        ),
    },
    {
      title: { zh: '可用积分的到期日', en: 'When what is left expires' },
      tables: ['lots'],
      rows: ({ db }, personId) => expiringOf(db, personId),
    },
    ownRows({
      title: { zh: '为兑换冻结的积分', en: 'Points held for orders' },
      table: holds,
      of: holds.ownerId,
      show: { at: holds.at, points: holds.points, captured: holds.captured, released: holds.released, title: holds.zh },
      by: [holds.at, holds.id],
    }),
    ownRows({
      title: { zh: '因上限没有记上的', en: 'Grants of which the caps left nothing' },
      table: emptyGrants,
      of: emptyGrants.ownerId,
      show: { at: emptyGrants.at, title: emptyGrants.zh, asked: emptyGrants.asked },
      by: [emptyGrants.at, emptyGrants.id],
    }),
    ownRows({
      title: { zh: '被冲正的积分', en: 'Grants taken back' },
      table: reversals,
      of: reversals.ownerId,
      show: { at: reversals.at, reason: reversals.reason, taken: reversals.taken, debtLeft: reversals.debtLeft },
      by: [reversals.at, reversals.id],
    }),
    ownRows({
      title: { zh: '积分申诉', en: 'Your appeals' },
      table: pointAppeals,
      of: pointAppeals.ownerId,
      show: { at: pointAppeals.at, points: pointAppeals.points, text: pointAppeals.words, state: pointAppeals.state },
      by: [pointAppeals.at, pointAppeals.id],
    }),
    ownRows({
      title: { zh: '只记时长、不要积分', en: 'Hours without points' },
      table: pointsDeclined,
      of: pointsDeclined.ownerId,
      show: { at: pointsDeclined.at },
      by: [pointsDeclined.ownerId],
    }),
  ],
  forget: (tx, { personId, now }) => letLapse(tx, personId, now),
}
