import { createHash } from 'node:crypto'
import { and, eq, lte, sql } from 'drizzle-orm'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import { type Database, prepared } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { grants, people, sessions } from '../../db/schema/people.ts'
import type { Actor, Grant } from '../kit/actor.ts'
import type { Clock } from '../kit/clock.ts'

/**
 * Lucia behind one file, because its author has ended it: nothing else in the house knows its name. The table holds
 * only SHA-256(session id); listed sessions are named `h:<hash>`, and such a name never opens one.
 */
export type Sessions = ReturnType<typeof openSessions>

const lifetime = new TimeSpan(30, 'd')

/** @param adminsNeedTotp whether an admin's roles count only once their second factor is set up */
export function openSessions(database: Pick<Database, 'db' | 'atomically'>, now: Clock, adminsNeedTotp = false) {
  const lucia = new Lucia(adapter(database), {
    sessionExpiresIn: lifetime,
    getUserAttributes: ({ displayName, hasTotp }) => ({ displayName, hasTotp }),
    getSessionAttributes: ({ agent, createdAt }) => ({ agent, createdAt }),
  })
  return {
    /** @returns the raw session id, for the cookie or the API's bearer token; shown once */
    async open(personId: string, agent: string): Promise<string> {
      const session = await lucia.createSession(personId, { agent: agent.slice(0, 200), createdAt: now() })
      return session.id
    },
    /** Who the session belongs to, with the roles that hold now; undefined when it opens nothing. */
    async actorOf(sessionId: string): Promise<Actor | undefined> {
      const { user } = await lucia.validateSession(sessionId)
      if (!user) return undefined
      const grants = await grantsNow(database, user.id, now())
      const counting = adminsNeedTotp && !user.hasTotp ? grants.filter(({ role }) => role !== 'admin') : grants
      return { id: user.id, name: user.displayName, grants: counting }
    },
    close: (sessionId: string) => lucia.invalidateSession(sessionId),
    sweep: () => lucia.deleteExpiredSessions(),
    /** Names the session in the table, where it opens nothing. */
    hashOf,
  }
}

const hashOf = (id: string) => (id.startsWith('h:') ? id.slice(2) : createHash('sha256').update(id).digest('hex'))

const sessionAndPerson = prepared('session_and_person', (tx) =>
  tx
    .select()
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.id, sql.placeholder('hash')), eq(people.status, 'active'))),
)

const grantRows = prepared('grants_now', (tx) =>
  tx
    .select({
      role: grants.role,
      storeId: grants.storeId,
      areaPath: areas.path,
      startsAt: grants.startsAt,
      endsAt: grants.endsAt,
    })
    .from(grants)
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .where(eq(grants.personId, sql.placeholder('personId'))),
)

/** The roles that hold at this moment. */
export async function grantsNow({ db }: Pick<Database, 'db'>, personId: string, now: Date): Promise<Grant[]> {
  const rows = await grantRows(db, { personId })
  return rows
    .filter(({ startsAt, endsAt }) => startsAt <= now && (!endsAt || endsAt > now))
    .map(({ role, storeId, areaPath }) => ({ role, storeId: storeId ?? undefined, areaPath: areaPath ?? undefined }))
}

const asSession = (row: typeof sessions.$inferSelect, id = `h:${row.id}`): DatabaseSession => ({
  id,
  userId: row.personId,
  expiresAt: row.expiresAt,
  attributes: { agent: row.agent, createdAt: row.createdAt },
})

function adapter({ db, atomically }: Pick<Database, 'db' | 'atomically'>): Adapter {
  return {
    async getSessionAndUser(id) {
      if (id.startsWith('h:')) return [null, null]
      const [row] = await sessionAndPerson(db, { hash: hashOf(id) })
      if (!row) return [null, null]
      const { displayName, totpSealed } = row.people
      return [
        asSession(row.sessions, id),
        { id: row.people.id, attributes: { displayName, hasTotp: totpSealed !== null } },
      ]
    },
    getUserSessions: async (personId) =>
      (await db.select().from(sessions).where(eq(sessions.personId, personId))).map((row) => asSession(row)),
    setSession: ({ id, userId, expiresAt, attributes }) =>
      atomically(async (tx) => {
        await tx.insert(sessions).values({
          id: hashOf(id),
          personId: userId,
          expiresAt,
          agent: attributes.agent,
          createdAt: attributes.createdAt,
        })
      }),
    updateSessionExpiration: (id, expiresAt) =>
      atomically(async (tx) => {
        await tx
          .update(sessions)
          .set({ expiresAt })
          .where(eq(sessions.id, hashOf(id)))
      }),
    deleteSession: (id) =>
      atomically(async (tx) => {
        await tx.delete(sessions).where(eq(sessions.id, hashOf(id)))
      }),
    deleteUserSessions: (personId) =>
      atomically(async (tx) => {
        await tx.delete(sessions).where(eq(sessions.personId, personId))
      }),
    deleteExpiredSessions: () =>
      atomically(async (tx) => {
        // Lucia sets and checks expiry by the real clock, so old rows are swept by it too.
        await tx.delete(sessions).where(lte(sessions.expiresAt, new Date()))
      }),
  }
}

type UserAttributes = { displayName: string; hasTotp: boolean }

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ agent: string; createdAt: Date }, UserAttributes>
    DatabaseUserAttributes: UserAttributes
    DatabaseSessionAttributes: { agent: string; createdAt: Date }
  }
}
