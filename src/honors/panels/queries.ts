import { and, asc, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { panelMembers, panels } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'

export type Panel = typeof panels.$inferSelect

/** @throws Refusal `panel_missing` */
export async function panelById(db: Db, id: string): Promise<Panel> {
  const [row] = await db.select().from(panels).where(eq(panels.id, id))
  return found(row, 'panel_missing')
}

/** Who sits on a panel now, the chair first. */
export const membersOf = (db: Db, panelId: string, now: Date) =>
  db
    .select({ personId: panelMembers.personId, isChair: panelMembers.isChair, displayName: people.displayName })
    .from(panelMembers)
    .innerJoin(people, eq(people.id, panelMembers.personId))
    .where(and(eq(panelMembers.panelId, panelId), or(isNull(panelMembers.until), gt(panelMembers.until, now))))
    .orderBy(desc(panelMembers.isChair), asc(panelMembers.since), asc(panelMembers.personId))

/** Panels of the areas the actor administers, and those above them, which judge for all below. */
export async function panelsFor(db: Db, actor: Actor): Promise<Panel[]> {
  return db
    .select()
    .from(panels)
    .where(reached(panels.areaPath, actor, ['admin', 'auditor', 'clerk', 'reviewer']))
    .orderBy(desc(panels.isOpen), asc(panels.areaPath), asc(panels.name), asc(panels.id))
}

/** Panels at work that judge for an area: its own, and those of the areas above it. */
export async function panelsOver(db: Db, areaPath: string): Promise<Panel[]> {
  const rows = await db
    .select()
    .from(panels)
    .where(eq(panels.isOpen, true))
    .orderBy(desc(panels.areaPath), asc(panels.name), asc(panels.id))
  return rows.filter((panel) => areaPath.startsWith(panel.areaPath))
}
