import { and, asc, desc, eq, isNotNull, max } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { type CredentialKind, credentials } from '../../db/schema/credentials.ts'
import { people } from '../../db/schema/people.ts'
import { found } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'

export type Credential = typeof credentials.$inferSelect

/** Where a status list is published. Every token carries it, so it is short. */
export const statusAddress = (issuer: string, list: number) => `${issuer}/status/${list}`

/** @throws Refusal `credential_missing` */
export async function credentialById(db: Db, id: string): Promise<Credential> {
  return found(await credentialIfAny(db, id), 'credential_missing')
}

export async function credentialIfAny(db: Db, id: string): Promise<Credential | undefined> {
  const [row] = await db.select().from(credentials).where(eq(credentials.id, id))
  return row
}

/** The newest credential for something, revoked or not. */
export async function credentialFor(db: Db, kind: CredentialKind, subjectId: string): Promise<Credential | undefined> {
  const [row] = await db
    .select()
    .from(credentials)
    .where(and(eq(credentials.subjectId, subjectId), eq(credentials.kind, kind)))
    .orderBy(desc(credentials.issuedAt), desc(credentials.id))
    .limit(1)
  return row
}

/** Somebody's credentials, the newest first. */
export const credentialsOf = (db: Db, personId: string, kind?: CredentialKind) =>
  db
    .select()
    .from(credentials)
    .where(and(eq(credentials.personId, personId), kind && eq(credentials.kind, kind)))
    .orderBy(desc(credentials.issuedAt), desc(credentials.id))
    .limit(200)

/** The signed token; none once it is forgotten. */
export const tokenOf = (secrets: Secrets, { tokenSealed }: Credential): string | undefined =>
  tokenSealed ? secrets.unseal(tokenSealed) : undefined

/** The revoked places of one status list. */
export async function revokedPlaces(db: Db, list: number): Promise<number[]> {
  const rows = await db
    .select({ place: credentials.place })
    .from(credentials)
    .where(and(eq(credentials.list, list), isNotNull(credentials.revokedAt)))
    .orderBy(asc(credentials.place))
  return rows.map(({ place }) => place)
}

/** The number of the last list with anything in it; the first one exists from the beginning. */
export async function lastList(db: Db): Promise<number> {
  const [row] = await db.select({ list: max(credentials.list) }).from(credentials)
  return row?.list ?? 1
}

/** Tokens whose holder has deleted their account. */
export async function tokensToForget(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: credentials.id })
    .from(credentials)
    .innerJoin(people, eq(people.id, credentials.personId))
    .where(and(eq(people.status, 'deleted'), isNotNull(credentials.tokenSealed)))
    .orderBy(asc(credentials.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}
