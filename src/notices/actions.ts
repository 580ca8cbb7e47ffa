import { and, eq, isNull, sql } from 'drizzle-orm'
import { prepared, type Tx } from '../../db/database.ts'
import { notices } from '../../db/schema/notices.ts'
import { newId } from '../kit/ids.ts'
import { found } from '../kit/refusal.ts'
import type { Sentence } from '../web/words.ts'

type NewNotice = {
  personId: string
  /** Names the cause: `claim-<id>-approved`. The same key again says nothing. */
  key: string
  title: Sentence
  body: Sentence
  /** A path of this site, such as `/claims/<id>`. */
  href?: string | undefined
  now: Date
}

const insertNotice = prepared('notice_insert', (tx) =>
  tx
    .insert(notices)
    .values({
      id: sql.placeholder('id'),
      personId: sql.placeholder('personId'),
      key: sql.placeholder('key'),
      title: sql.placeholder('title'),
      body: sql.placeholder('body'),
      href: sql.placeholder('href'),
      at: sql.placeholder('at'),
    })
    .onConflictDoNothing(),
)

/** Puts a notice into somebody's inbox, once for its key. */
export async function notify(tx: Tx, { href, now, ...notice }: NewNotice): Promise<void> {
  await insertNotice(tx, { ...notice, id: newId(now), href: href ?? null, at: now })
}

type Reading = { id: string; personId: string; now: Date }

/**
 * Marks a notice of one's own as read; one that was read before keeps its first time.
 *
 * @throws Refusal `notice_missing`, also for somebody else's
 */
export async function readNotice(tx: Tx, { id, personId, now }: Reading) {
  const mine = and(eq(notices.id, id), eq(notices.personId, personId))
  const [notice] = await tx.select().from(notices).where(mine)
  const { readAt, ...rest } = found(notice, 'notice_missing')
  if (readAt) return { ...rest, readAt }
  await tx
    .update(notices)
    .set({ readAt: now })
    .where(and(mine, isNull(notices.readAt)))
  return { ...rest, readAt: now }
}

export async function readAllNotices(tx: Tx, { personId, now }: Omit<Reading, 'id'>): Promise<void> {
  await tx
    .update(notices)
    .set({ readAt: now })
    .where(and(eq(notices.personId, personId), isNull(notices.readAt)))
}
