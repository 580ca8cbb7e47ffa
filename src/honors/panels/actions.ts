import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { awardEvents, panelMembers, panels } from '../../../db/schema/honors.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { membersOf, panelById } from './queries.ts'

export type PanelFields = {
  name: string
  /** The chair first. */
  memberIds: readonly string[]
}

type NewPanel = { key: string; areaId: string; fields: PanelFields; actor: Actor; now: Date }

/** Fewer cannot judge: one steps aside and there is no majority left. */
const membersMin = 3

/**
 * An administrator names a panel for an area.
 *
 * @returns its id; the same key again gives the first one's
 * @throws Refusal `panel_not_yours`, `panel_few`
 */
export async function addPanel(tx: Tx, { key, areaId, fields, actor, now }: NewPanel): Promise<string> {
  const area = await areaById(tx, areaId)
  assertMayName(actor, area.path)
  assertEnough(fields)
  return once(tx, { key, actorId: actor.id, content: ['addPanel', areaId, fields], now }, async (): Promise<string> => {
    await tx
      .insert(panels)
      .values({ id: key, name: fields.name, areaId, areaPath: area.path, isOpen: true, createdAt: now })
    await seat(tx, key, fields.memberIds, now)
    await note(tx, { panelId: key, what: 'panel_named', details: fields, actor, now })
    return key
  })
}

type PanelChange = { panelId: string; version: number; fields: PanelFields; isOpen: boolean; actor: Actor; now: Date }

/** Other members, another name, or an end. Votes that were given stay. @throws Refusal as `addPanel`, `stale_version` */
export async function changePanel(
  tx: Tx,
  { panelId, version, fields, isOpen, actor, now }: PanelChange,
): Promise<void> {
  const panel = await panelById(tx, panelId)
  assertMayName(actor, panel.areaPath)
  assertEnough(fields)
  const seated = await membersOf(tx, panelId, now)
  sameVersion(panel.version, version, { yours: fields, theirs: { name: panel.name, members: seated } })
  const [changed] = await tx
    .update(panels)
    .set({ name: fields.name, isOpen, version: sql`${panels.version} + 1` })
    .where(and(eq(panels.id, panelId), eq(panels.version, version)))
    .returning({ id: panels.id })
  if (!changed) throw new Refusal('conflict', 'stale_version')
  for (const { personId } of seated)
    if (!fields.memberIds.includes(personId))
      await tx
        .update(panelMembers)
        .set({ until: now })
        .where(and(eq(panelMembers.panelId, panelId), eq(panelMembers.personId, personId)))
  await seat(tx, panelId, fields.memberIds, now)
  await note(tx, { panelId, what: 'panel_changed', details: { ...fields, isOpen }, actor, now })
}

function assertMayName(actor: Actor, areaPath: string) {
  if (!standingOf(actor, { areaPath }).has('admin'))
    throw new Refusal('forbidden', 'panel_not_yours', { field: 'areaId' })
}

function assertEnough({ memberIds }: PanelFields) {
  if (new Set(memberIds).size < membersMin)
    throw new Refusal('invalid', 'panel_few', { min: membersMin, field: 'members' })
}

async function seat(tx: Tx, panelId: string, memberIds: readonly string[], now: Date) {
  for (const [index, personId] of [...new Set(memberIds)].entries()) {
    const isChair = index === 0
    await tx
      .insert(panelMembers)
      .values({ panelId, personId, isChair, since: now })
      .onConflictDoUpdate({ target: [panelMembers.panelId, panelMembers.personId], set: { isChair, until: null } })
  }
}

type Note = { panelId: string; what: string; details: unknown; actor: Actor; now: Date }

const note = (tx: Tx, { panelId, what, details, actor, now }: Note) =>
  tx.insert(awardEvents).values({ id: newId(now), subjectId: panelId, what, details, byId: actor.id, at: now })
