import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { consents, looks, people } from '../../../db/schema/people.ts'
import { hour, later, minute } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { ConsentKind } from './rules.ts'

/** Whether somebody agrees to this now. Ask it before reading a location or showing a name in public. */
export async function hasConsent(db: Db, personId: string, kind: ConsentKind): Promise<boolean> {
  const [standing] = await db
    .select({ id: consents.id })
    .from(consents)
    .where(and(eq(consents.personId, personId), eq(consents.kind, kind), isNull(consents.withdrawnAt)))
  return Boolean(standing)
}

/** Every receipt, newest first. */
export const consentsOf = (db: Db, personId: string) =>
  db.select().from(consents).where(eq(consents.personId, personId)).orderBy(desc(consents.at), desc(consents.id))

/** @throws Refusal `consent_missing`, also for somebody else's */
export async function ownConsent(db: Db, id: string, personId: string): Promise<typeof consents.$inferSelect> {
  const [consent] = await db
    .select()
    .from(consents)
    .where(and(eq(consents.id, id), eq(consents.personId, personId)))
  return found(consent, 'consent_missing')
}

const looksShown = 200

/** Who of the staff looked at somebody's data, when and why; newest first. */
export const looksOf = (db: Db, personId: string) =>
  db
    .select({ id: looks.id, at: looks.at, what: looks.what, reason: looks.reason, byName: people.displayName })
    .from(looks)
    .innerJoin(people, eq(people.id, looks.byId))
    .where(eq(looks.personId, personId))
    .orderBy(desc(looks.at), desc(looks.id))
    .limit(looksShown)

/** How long a reason that was given opens what it was given for. An account takes longer to read than a phone number. */
const lookMilliseconds = { contact: 10 * minute, account: hour }

/** Whether this member of staff has just given a reason to see this. After a while it is covered again. */
export async function lookNow(
  db: Db,
  {
    personId,
    byId,
    what = 'contact',
    now,
  }: { personId: string; byId: string; what?: 'contact' | 'account'; now: Date },
): Promise<boolean> {
  const since = later(now, -lookMilliseconds[what])
  const [look] = await db
    .select({ id: looks.id })
    .from(looks)
    .where(and(eq(looks.personId, personId), eq(looks.byId, byId), eq(looks.what, what), gt(looks.at, since)))
    .limit(1)
  return Boolean(look)
}
