import { asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { organizations } from '../../../db/schema/areas.ts'
import { receivingBodies } from '../../../db/schema/donations.ts'
import { found } from '../../kit/refusal.ts'

const columns = {
  id: receivingBodies.organizationId,
  name: organizations.name,
  legalKind: receivingBodies.legalKind,
  creditCode: receivingBodies.creditCode,
  emergency: receivingBodies.emergency,
  version: receivingBodies.version,
  endedAt: organizations.endedAt,
}

/** Who may take donations now, by name. */
export const bodiesAtWork = (db: Db) =>
  db
    .select(columns)
    .from(receivingBodies)
    .innerJoin(organizations, eq(organizations.id, receivingBodies.organizationId))
    .where(isNull(organizations.endedAt))
    .orderBy(asc(organizations.name), asc(organizations.id))

export type Body = Awaited<ReturnType<typeof bodiesAtWork>>[number]

/** @throws Refusal `body_missing`, also when the organization has ended */
export async function bodyAtWork(db: Db, id: string): Promise<Body> {
  const [body] = await db
    .select(columns)
    .from(receivingBodies)
    .innerJoin(organizations, eq(organizations.id, receivingBodies.organizationId))
    .where(eq(receivingBodies.organizationId, id))
  return found(body?.endedAt ? undefined : body, 'body_missing', { field: 'bodyId' })
}
