import type { Tx } from '../../db/database.ts'
import { donationEvents } from '../../db/schema/donations.ts'
import { newId } from '../kit/ids.ts'

type Event = Omit<typeof donationEvents.$inferInsert, 'id' | 'at'> & { now: Date }

/** Writes down what was done to a donation, one of its lines, or a donor. */
export const writeDown = (tx: Tx, { now, ...event }: Event) =>
  tx.insert(donationEvents).values({ id: newId(now), ...event, at: now })
