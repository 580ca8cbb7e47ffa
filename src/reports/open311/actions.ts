import { and, desc, eq, gte } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { apiReports, foreignUpdates } from '../../../db/schema/open311.ts'
import { reports } from '../../../db/schema/reports.ts'
import type { Actor } from '../../kit/actor.ts'
import { later, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { fileReport, type NewReport } from '../filing/actions.ts'
import { noteReport } from '../move.ts'
import { type Report, reportById } from '../queries.ts'
import type { ApiKey } from './keys.ts'

/** A program acts under its key; nobody's reports are its own. */
export const actorOf = ({ id, name }: ApiKey): Actor => ({ id: `key:${id}`, name, grants: [] })

const againMinutes = 10

type Post = Omit<NewReport, 'key' | 'anonymous' | 'channel' | 'actor'> & {
  apiKey: ApiKey
  /** SHA-256 of what was sent. */
  bodyHash: string
  /** The sender's own id of the request, when it has one. */
  idempotencyKey: string | undefined
  mediaUrls: readonly string[]
}

/** Files a report for a program. The same body again within ten minutes is the same report. */
export async function postReport(tx: Tx, post: Post): Promise<Report> {
  const { apiKey, bodyHash, idempotencyKey, mediaUrls, now, ...report } = post
  const before = idempotencyKey ? undefined : await sentBefore(tx, { apiKey, bodyHash, now })
  if (before) return reportById(tx, before)
  const window = Math.floor(now.getTime() / (againMinutes * minute))
  const reportId = await fileReport(tx, {
    ...report,
    ...{ key: idempotencyKey ?? `${bodyHash}-${window}`, anonymous: true, channel: 'open311' },
    ...{ actor: actorOf(apiKey), now },
  })
  await tx
    .insert(apiReports)
    .values({ reportId, apiKeyId: apiKey.id, bodyHash, mediaUrls: mediaUrls.join('\n'), at: now })
    .onConflictDoNothing()
  return reportById(tx, reportId)
}

async function sentBefore(tx: Tx, { apiKey, bodyHash, now }: Pick<Post, 'apiKey' | 'bodyHash' | 'now'>) {
  const [row] = await tx
    .select({ reportId: apiReports.reportId })
    .from(apiReports)
    .where(
      and(
        eq(apiReports.apiKeyId, apiKey.id),
        eq(apiReports.bodyHash, bodyHash),
        gte(apiReports.at, later(now, -againMinutes * minute)),
      ),
    )
    .orderBy(desc(apiReports.at), desc(apiReports.reportId))
    .limit(1)
  return row?.reportId
}

type Update = { apiKey: ApiKey; report: Report; updateId: string; status: string; description: string; now: Date }

/**
 * Writes down what another system says about a report. It never moves the report: staff read it and decide.
 *
 * @returns our id of the update; the first one's when it came before
 */
export async function takeUpdate(tx: Tx, { apiKey, report, updateId, status, description, now }: Update) {
  const row = { apiKeyId: apiKey.id, updateId, id: newId(now), reportId: report.id, status, description, at: now }
  const [fresh] = await tx.insert(foreignUpdates).values(row).onConflictDoNothing().returning()
  if (!fresh) {
    const mine = and(eq(foreignUpdates.apiKeyId, apiKey.id), eq(foreignUpdates.updateId, updateId))
    const [first] = await tx.select({ id: foreignUpdates.id }).from(foreignUpdates).where(mine)
    return first?.id ?? row.id
  }
  await noteReport(tx, {
    ...{ report, from: report.status, step: 'foreignUpdate', actorId: actorOf(apiKey).id, why: description, now },
    details: { status, from: apiKey.name },
  })
  await tx.update(reports).set({ updatedAt: now }).where(eq(reports.id, report.id))
  return fresh.id
}
