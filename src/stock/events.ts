import type { Tx } from '../../db/database.ts'
import { stockEvents } from '../../db/schema/stock.ts'
import { newId } from '../kit/ids.ts'

type Event = Omit<typeof stockEvents.$inferInsert, 'id' | 'at'> & { now: Date }

/** Writes down what was changed that is not a move of goods. */
export const writeDown = (tx: Tx, { now, ...event }: Event) =>
  tx.insert(stockEvents).values({ id: newId(now), ...event, at: now })
