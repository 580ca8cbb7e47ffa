import { and, count, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { notices } from '../../db/schema/notices.ts'

export type Notice = typeof notices.$inferSelect

const unreadMax = 100
const pageSize = 30

/** What somebody has not read yet, newest first. */
export const unreadNoticesOf = (db: Db, personId: string): Promise<Notice[]> =>
  db
    .select()
    .from(notices)
    .where(and(eq(notices.personId, personId), isNull(notices.readAt)))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(unreadMax)

/** What somebody has read, newest first; `before` is the id of the last one shown (ids sort by time). */
export async function readNoticesOf(db: Db, personId: string, before?: string) {
  const rows = await db
    .select()
    .from(notices)
    .where(and(eq(notices.personId, personId), isNotNull(notices.readAt), before ? lt(notices.id, before) : undefined))
    .orderBy(desc(notices.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return { notices: shown, next: rows.length > pageSize ? shown.at(-1)?.id : undefined }
}

const countUnread = prepared('notices_unread', (tx) =>
  tx
    .select({ unread: count() })
    .from(notices)
    .where(and(eq(notices.personId, sql.placeholder('personId')), isNull(notices.readAt))),
)

/** How many notices somebody has not read: the number at the bell. */
export async function unreadCountOf(db: Db, personId: string): Promise<number> {
  const [row] = await countUnread(db, { personId })
  return row?.unread ?? 0
}
