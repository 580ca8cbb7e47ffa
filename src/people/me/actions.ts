import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { sessions } from '../../../db/schema/people.ts'

/** Signs one device out. Somebody else's is left alone. */
export async function closeDevice(
  tx: Tx,
  { personId, deviceId }: { personId: string; deviceId: string },
): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.id, deviceId), eq(sessions.personId, personId)))
}

/** Signs every other device out. @param keep the name of the session that stays, from `hashOf` */
export async function closeOtherDevices(tx: Tx, { personId, keep }: { personId: string; keep: string }): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, keep)))
}
