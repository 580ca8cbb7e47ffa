import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { type Database, prepared } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { grants, people, sessions } from '../../db/schema/people.ts'
import type { Actor, Grant } from '../kit/actor.ts'
import { type Clock, later } from '../kit/clock.ts'

/**
 * Lucia behind one file, because its author has ended it: nothing else in the house knows its name. The table holds
 * only SHA-256(session id); listed sessions are named `h:<hash>`, and such a name never opens one.
 */
export type Sessions = ReturnType<typeof openSessions>

const lifetime = new TimeSpan(30, 'd')

/** @param adminsNeedTotp whether an admin's roles count only once their second factor is set up */
export function openSessions(database: Pick<Database, 'db' | 'atomically'>, now: Clock, adminsNeedTotp = false) {
  const lucia = new Lucia(adapter(database, now), {
    sessionExpiresIn: lifetime,
    getUserAttributes: (attributes) => attributes,
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
      const held = holding(user.grants, now())
      const counting = adminsNeedTotp && !user.hasTotp ? held.filter(({ role }) => role !== 'admin') : held
      return { id: user.id, name: user.displayName, grants: counting }
    },
    close: (sessionId: string) => lucia.invalidateSession(sessionId),
    /** Names the session in the table, where it opens nothing. */
    hashOf,
  }
}

const hashOf = (id: string) => (id.startsWith('h:') ? id.slice(2) : createHash('sha256').update(id).digest('hex'))

const grantFields = {
  role: grants.role,
  storeId: grants.storeId,
  organizationId: grants.organizationId,
  areaPath: areas.path,
  startsAt: grants.startsAt,
  endsAt: grants.endsAt,
}
type GrantRow = Pick<typeof grants.$inferSelect, 'role' | 'storeId' | 'organizationId' | 'startsAt' | 'endsAt'> & {
  areaPath: string | null
}

/** Asked for every request of everybody signed in: all there is to know in one query, a row for each role granted. */
const sessionRows = prepared('session_rows', (tx) =>
  tx
    .select({
      personId: sessions.personId,
      expiresAt: sessions.expiresAt,
      displayName: people.displayName,
      totpSealed: people.totpSealed,
      ...grantFields,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(grants, eq(grants.personId, people.id))
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .where(and(eq(sessions.id, sql.placeholder('hash')), eq(people.status, 'active'))),
)

const grantRows = prepared('grants_now', (tx) =>
  tx
    .select(grantFields)
    .from(grants)
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .where(eq(grants.personId, sql.placeholder('personId'))),
)

/** The roles that hold at this moment. */
export const grantsNow = async ({ db }: Pick<Database, 'db'>, personId: string, now: Date): Promise<Grant[]> =>
  holding(await grantRows(db, { personId }), now)

/** The same and those that begin later: whoever gets a role tomorrow decides nothing for themselves today. */
export const grantsFromNowOn = async ({ db }: Pick<Database, 'db'>, personId: string, now: Date): Promise<Grant[]> =>
  granted((await grantRows(db, { personId })).filter(({ endsAt }) => !endsAt || endsAt > now))

const holding = (rows: readonly GrantRow[], now: Date): Grant[] =>
  granted(rows.filter(({ startsAt, endsAt }) => startsAt <= now && (!endsAt || endsAt > now)))

const granted = (rows: readonly GrantRow[]): Grant[] =>
  rows.map(({ role, storeId, organizationId, areaPath }) => ({
    role,
    storeId: storeId ?? undefined,
    organizationId: organizationId ?? undefined,
    areaPath: areaPath ?? undefined,
  }))

function adapter({ db, atomically }: Pick<Database, 'db' | 'atomically'>, now: Clock): Adapter {
  // Lucia looks at the machine's clock and takes no other. What it is told, and what it says, is as far from its clock
  // as the truth is from ours; so a session runs out, and is renewed, by the clock of the service.
  const ahead = () => now().getTime() - Date.now()
  const toOurs = (at: Date) => later(at, ahead())
  const toLucias = (at: Date) => later(at, -ahead())
  return {
    async getSessionAndUser(id) {
      if (id.startsWith('h:')) return [null, null]
      const rows = await sessionRows(db, { hash: hashOf(id) })
      const [row] = rows
      if (!row) return [null, null]
      const { personId, expiresAt, displayName, totpSealed } = row
      const held = rows.filter((each): each is typeof each & GrantRow => each.role !== null)
      return [
        { id, userId: personId, expiresAt: toLucias(expiresAt), attributes: {} },
        { id: personId, attributes: { displayName, hasTotp: totpSealed !== null, grants: held } },
      ]
    },
    getUserSessions: async (personId) => {
      const rows = await db.select().from(sessions).where(eq(sessions.personId, personId))
      return rows.map(({ id, expiresAt }) => ({
        id: `h:${id}`,
        userId: personId,
        expiresAt: toLucias(expiresAt),
        attributes: {},
      }))
    },
    setSession: ({ id, userId, expiresAt, attributes }) =>
      atomically(async (tx) => {
        await tx.insert(sessions).values({
          id: hashOf(id),
          personId: userId,
          expiresAt: toOurs(expiresAt),
          agent: attributes.agent ?? '',
          createdAt: attributes.createdAt ?? now(),
        })
      }),
    updateSessionExpiration: (id, expiresAt) =>
      atomically(async (tx) => {
        await tx
          .update(sessions)
          .set({ expiresAt: toOurs(expiresAt) })
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
    // The clockwork does it, see jobs.ts; Lucia only wants the method.
    deleteExpiredSessions: async () => undefined,
  }
}

type UserAttributes = { displayName: string; hasTotp: boolean; grants: GrantRow[] }

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, UserAttributes>
    DatabaseUserAttributes: UserAttributes
    /** Written when a session opens, and not read again. */
    DatabaseSessionAttributes: { agent?: string; createdAt?: Date }
  }
}
