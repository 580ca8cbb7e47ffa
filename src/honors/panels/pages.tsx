import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { areaChoices } from '../../areas/picker.tsx'
import { standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import { personNamed } from '../../people/named.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { addPanel, changePanel } from './actions.ts'
import { membersOf, panelById, panelsFor } from './queries.ts'
import { PanelForm, PanelPage, PanelsPage } from './views.tsx'

/** Members are named a line each: those who sit there already by `#1`, new ones by phone, card or code. */
const fields = { name: line(40), members: lines(2000) }
const added = z.object({ ...fields, id: formId, areaId: z.string().min(1).max(40) })
const changed = z.object({ ...fields, version: whole(1, 1e9), isOpen: optional(z.literal('1')) })

export const panelsDesk = new Hono<Env>()
  .get('/desk/panels', may.be('auditor', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const rows = []
    for (const panel of await panelsFor(db, actor))
      rows.push({ panel, members: await membersOf(db, panel.id, c.var.now()) })
    return page(c, { title: t('评审组', 'Panels'), face: 'desk' }, <PanelsPage rows={rows} />)
  })
  .get('/desk/panels/new', may.be('admin'), (c) => newPage(c))
  .post('/desk/panels', may.be('admin'), (c) =>
    submitted(
      c,
      added,
      async ({ id: key, areaId, name, members }) => {
        const { atomically, actor, now } = c.var
        const panel = { key, areaId, fields: { name, memberIds: await memberIdsNamed(c, members) }, actor, now: now() }
        const id = await atomically((tx) => addPanel(tx, panel))
        return c.redirect(`/desk/panels/${id}`, 303)
      },
      (tried) => newPage(c, tried),
    ),
  )
  .get('/desk/panels/:id', may.be('auditor', 'admin'), (c) => panelPage(c))
  .post('/desk/panels/:id', may.be('admin'), (c) =>
    submitted(
      c,
      changed,
      async ({ version, name, members, isOpen }) => {
        const { atomically, actor, now } = c.var
        const panelId = c.req.param('id')
        const memberIds = await memberIdsNamed(c, members, panelId)
        const change = { panelId, version, fields: { name, memberIds }, isOpen: isOpen === '1', actor, now: now() }
        await atomically((tx) => changePanel(tx, change))
        return c.redirect(`/desk/panels/${panelId}`, 303)
      },
      (tried) => panelPage(c, tried),
    ),
  )

/** The people of the lines, in their order; the first is the chair. */
async function memberIdsNamed(c: Context<Env>, text: string, panelId?: string): Promise<string[]> {
  const seated = panelId ? await membersOf(c.var.db, panelId, c.var.now()) : []
  const ids: string[] = []
  for (const one of text.split('\n').map((row) => row.trim())) {
    if (one === '') continue
    const seat = seated[Number(/^#(\d{1,2})(\s|$)/.exec(one)?.[1]) - 1]
    ids.push(seat?.personId ?? (await personNamed(c, one, 'members')).id)
  }
  return ids
}

async function newPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const groups = []
  for (const { role, areaPath } of actor.grants)
    if (role === 'admin' && areaPath)
      groups.push(...(await areaChoices(db, areaPath, ['city', 'street', 'community', 'village'])))
  const shown = { groups, formId: newId(c.var.now()), tried }
  return page(c, { title: t('组建评审组', 'Name a panel'), face: 'desk' }, <PanelForm {...shown} />)
}

async function panelPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const panel = await panelById(db, c.req.param('id') as string)
  const standing = standingOf(actor, { areaPath: panel.areaPath })
  found(standing.has('admin') || standing.has('auditor') ? panel : undefined, 'panel_missing')
  const members = await membersOf(db, panel.id, c.var.now())
  const shown = { panel, members, mayChange: standing.has('admin'), tried }
  return page(c, { title: t('评审组', 'Panel'), face: 'desk' }, <PanelPage {...shown} />)
}
