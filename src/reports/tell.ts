import { and, asc, eq, gt, isNull, like, lte, or } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { grants } from '../../db/schema/people.ts'
import { reportFollows } from '../../db/schema/reports.ts'
import type { Role } from '../kit/actor.ts'
import { notify } from '../notices/actions.ts'
import type { Sentence } from '../web/words.ts'
import type { Report } from './queries.ts'

export type Told = { report: Report; key: string; title: Sentence; body: Sentence; now: Date }

const tell = (tx: Tx, { report, key, title, body, now }: Told, personId: string, href: string) =>
  notify(tx, { personId, key: `report-${report.id}-${key}`, title, body, href, now })

/** The reporter, when there is one. */
export async function tellReporter(tx: Tx, told: Told): Promise<void> {
  const { report } = told
  if (report.reporterId) await tell(tx, told, report.reporterId, `/reports/${report.id}`)
}

/** Everybody who follows it, the reporter left out. Nobody hears of what has been hidden meanwhile. */
export async function tellFollowers(tx: Tx, told: Told): Promise<void> {
  if (!told.report.isPublic) return
  const rows = await tx
    .select({ personId: reportFollows.personId })
    .from(reportFollows)
    .where(eq(reportFollows.reportId, told.report.id))
    .orderBy(asc(reportFollows.personId))
  for (const { personId } of rows)
    if (personId !== told.report.reporterId) await tell(tx, told, personId, `/reports/${told.report.id}`)
}

type Whom = { role: Role; organizationId?: string | null; within?: string; exactly?: string }

/**
 * The staff of a role now: of one organization, or whose area is `exactly` this one or lies `within` it. They are sent
 * to the desk.
 */
export async function tellStaff(tx: Tx, told: Told, { role, organizationId, within, exactly }: Whom): Promise<void> {
  const where = organizationId
    ? eq(grants.organizationId, organizationId)
    : exactly
      ? eq(areas.path, exactly)
      : like(areas.path, `${within}%`)
  const rows = await tx
    .selectDistinct({ personId: grants.personId })
    .from(grants)
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .where(
      and(
        eq(grants.role, role as 'clerk'),
        where,
        lte(grants.startsAt, told.now),
        or(isNull(grants.endsAt), gt(grants.endsAt, told.now)),
      ),
    )
    .orderBy(asc(grants.personId))
  for (const { personId } of rows) await tell(tx, told, personId, `/desk/reports/${told.report.id}`)
}
