import { and, asc, desc, eq, gt } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { personEvents, sessions } from '../../../db/schema/people.ts'
import { areaById } from '../../areas/queries.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { cardsOf } from '../cards/queries.ts'
import { consentsOf, looksOf } from '../privacy/queries.ts'
import { personById, phoneOf, realNameOf } from '../queries.ts'
import { grantsOf } from '../roles/queries.ts'

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

/** Everything this room holds about somebody, in the open: for themselves only. */
export async function heldAbout(db: Db, secrets: Secrets, personId: string, now: Date) {
  const person = await personById(db, personId)
  const { id, number, displayName, lang, elder, status, verifiedAt, createdAt } = person
  const area = await areaById(db, person.areaId)
  return {
    person: { id, number, displayName, lang, elder, status, verifiedAt, createdAt },
    phone: phoneOf(secrets, person),
    realName: realNameOf(secrets, person),
    home: { id: area.id, name: area.name },
    signIn: { hasPassword: person.passwordHash !== null, hasSecondFactor: person.totpSealed !== null },
    devices: await devicesOf(db, personId, now),
    roles: (await grantsOf(db, personId)).map(({ grant, areaName, storeName }) => ({ ...grant, areaName, storeName })),
    cards: (await cardsOf(db, personId)).map(({ number, status, issuedAt, endedAt }) => ({
      number,
      status,
      issuedAt,
      endedAt,
    })),
    consents: await consentsOf(db, personId),
    looks: await looksOf(db, personId),
    history: (await eventsOf(db, personId)).map(({ what, reason, at }) => ({ what, reason, at })),
  }
}
