import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { whistles } from '../../../db/schema/reports.ts'
import type { Actor } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { Refusal } from '../../kit/refusal.ts'
import { noteReport } from '../move.ts'
import { type Report, type Whistle, whistlesOfRound } from '../queries.ts'
import { callingStatuses, started, stopped } from './rules.ts'

export type Write = {
  report: Report
  whistle: Whistle
  step: string
  actorId: string
  words?: string | undefined
  why?: string | undefined
  details?: Record<string, unknown> | undefined
  now: Date
}

/**
 * Writes a call as it stands after a step, guarded by the version it was read in, with its line in the history.
 *
 * @throws Refusal `stale_version`
 */
export async function writeWhistle(tx: Tx, write: Write, set: Partial<Whistle>): Promise<Whistle> {
  const { report, whistle, step, actorId, words, why, details, now } = write
  const [moved] = await tx
    .update(whistles)
    .set({ ...set, version: sql`${whistles.version} + 1` })
    .where(and(eq(whistles.id, whistle.id), eq(whistles.version, whistle.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'stale_version', {})
  await noteReport(tx, {
    ...{ report, whistleId: whistle.id, from: whistle.status, to: moved.status, step, actorId, now },
    ...{ words: words ?? '', why: why ?? '', details: details ?? null },
  })
  return moved
}

type Clocked = { report: Report; calendar: WorkCalendar; now: Date }

const calling = (rows: readonly Whistle[]) =>
  rows.filter(({ status }) => (callingStatuses as readonly string[]).includes(status))

/** Both clocks of every open call stand still from now on. */
export async function stopClocks(tx: Tx, { report, calendar, now }: Clocked): Promise<void> {
  for (const whistle of calling(await whistlesOfRound(tx, report)))
    if (!whistle.stoppedAt)
      await writeWhistle(
        tx,
        { report, whistle, step: 'stopClocks', actorId: 'system', now },
        stopped(calendar, whistle, now),
      )
}

/** They go on with what was left. */
export async function startClocks(tx: Tx, { report, calendar, now }: Clocked): Promise<void> {
  for (const whistle of calling(await whistlesOfRound(tx, report)))
    if (whistle.stoppedAt)
      await writeWhistle(
        tx,
        { report, whistle, step: 'startClocks', actorId: 'system', now },
        started(calendar, whistle, now),
      )
}

/** Nothing is to be done any more: every open call is taken back. */
export async function withdrawAll(
  tx: Tx,
  { report, why, actor, now }: { report: Report; why: string; actor: Actor; now: Date },
): Promise<void> {
  for (const whistle of calling(await whistlesOfRound(tx, report)))
    await writeWhistle(
      tx,
      { report, whistle, step: 'withdraw', actorId: actor.id, why, now },
      { status: 'withdrawn', nextAt: null, stoppedAt: null },
    )
}
