import { and, asc, desc, eq, gt } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { personEvents, sessions } from '../../../db/schema/people.ts'

/** The devices somebody is signed in on, newest first. `id` names one to close it, and opens nothing. */
export const devicesOf = (db: Db, personId: string, now: Date) =>
  db
    .select({ id: sessions.id, agent: sessions.agent, createdAt: sessions.createdAt })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))

export const eventsOf = (db: Db, personId: string) =>
  db
    .select()
    .from(personEvents)
    .where(eq(personEvents.personId, personId))
    .orderBy(asc(personEvents.at), asc(personEvents.id))
