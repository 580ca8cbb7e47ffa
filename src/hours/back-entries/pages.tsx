import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { areaChoices } from '../../areas/picker.tsx'
import { areasUnder } from '../../kit/actor.ts'
import { fromCityTime, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import { personByPhone } from '../../people/queries.ts'
import { readPhone } from '../../people/rules.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photosOf } from '../../photos/queries.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { decideBackEntry, objectToBackEntry, proposeBackEntry } from './actions.ts'
import { BackEntryPage, DeskList } from './desk.tsx'
import { ProposalPage } from './form.tsx'
import { NoticesPage } from './notices.tsx'
import { backEntriesFor, backEntryFor, eventsOfBackEntry, publicNotices, ratesByProposer, shareOf } from './queries.ts'

const staff = () => may.be('clerk', 'reviewer', 'auditor', 'admin')

const cityTime = z.string().transform((text, ctx) => fromCityTime(text) ?? badTime(ctx))
const badTime = (ctx: z.RefinementCtx) => {
  ctx.addIssue({ code: 'custom', message: '请选择日期和时间。' })
  return z.NEVER
}

/** Everything about a back-entry but who, when and its photos, which the form and the API bring in their own ways. */
export const proposalFields = {
  title: line(60),
  place: line(120),
  beneficiary: line(120),
  content: lines(500),
  reason: lines(500),
  areaId: z.string().min(1).max(40),
}

const quartersOfDay = 24 * 4

const proposalForm = z.object({
  ...proposalFields,
  id: formId,
  who: z.string().trim().min(1).max(400),
  startsAt: cityTime,
  /** Quarter hours: a select, so that nobody types 1:20. */
  quarters: whole(1, quartersOfDay),
  photos: photoFiles,
})

const decisionForm = z.object({
  version: whole(1, 1_000_000),
  step: z.enum(['approve', 'refuse', 'withdraw', 'uphold', 'dismiss']),
  why: optional(lines(500)),
})
const objectionForm = z.object({ why: lines(500) })
const photosMax = 5

export const backEntriesPages = new Hono<Env>()
  .get('/back-entries', may.anyone(), (c) => noticesPage(c))
  .post('/back-entries/:id/objection', may.signedIn(), (c) =>
    submitted(
      c,
      objectionForm,
      async ({ why }) => {
        const objection = { id: c.req.param('id'), why, actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => objectToBackEntry(tx, objection))
        return c.redirect('/back-entries?objected=1', 303)
      },
      (tried) => noticesPage(c, tried, c.req.param('id')),
    ),
  )
  .get('/desk/back-entries', staff(), async (c) => {
    const { db, actor, t } = c.var
    const shown = { rows: await backEntriesFor(db, actor), rates: await ratesByProposer(db, actor), actor }
    return page(c, { title: t('补录', 'Back-entries'), face: 'desk' }, <DeskList {...shown} />)
  })
  .get('/desk/back-entries/new', may.be('clerk', 'admin'), (c) => proposalPage(c))
  .post('/desk/back-entries', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      proposalForm,
      async ({ who, quarters, photos, ...given }) => {
        const personId = await personNamed(c, who)
        const prepared = await preparePhotos(photos, photosMax)
        await storePhotos(c.var.photoStore, prepared)
        const proposal = { ...given, personId, minutes: quarters * 15, prepared, actor: c.var.actor, now: c.var.now() }
        const { id } = await c.var.atomically((tx) => proposeBackEntry(tx, proposal))
        return c.redirect(`/desk/back-entries/${id}`, 303)
      },
      (tried) => proposalPage(c, tried),
    ),
  )
  .get('/desk/back-entries/:id', staff(), (c) => entryPage(c))
  .post('/desk/back-entries/:id', staff(), (c) =>
    submitted(
      c,
      decisionForm,
      async (given) => {
        const decision = { ...given, id: c.req.param('id'), actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => decideBackEntry(tx, decision))
        return c.redirect(`/desk/back-entries/${decision.id}`, 303)
      },
      (tried) => entryPage(c, tried),
    ),
  )

/**
 * A resident by phone, card or their own code.
 *
 * @throws Refusal `back_entry_person_unknown`
 */
export async function personNamed(
  { var: { db, secrets, now } }: Pick<Context<Env>, 'var'>,
  who: string,
): Promise<string> {
  try {
    const phone = /^\+?[\d\s-]{11,17}$/.test(who) ? await personByPhone(db, secrets, readPhone(who)) : undefined
    return phone?.id ?? (await personOfCode(db, secrets, { text: who, now: now() })).personId
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    throw new Refusal('missing', 'back_entry_person_unknown', { field: 'who' })
  }
}

async function noticesPage(c: Context<Env>, tried?: Tried, triedId?: string) {
  const { db, actor, t } = c.var
  const notices = await publicNotices(db, c.var.now())
  const shown = { notices, actor, tried, triedId, objected: c.req.query('objected') === '1' }
  return page(c, { title: t('补录公示', 'Back-entries on notice') }, <NoticesPage {...shown} />)
}

async function proposalPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const paths = areasUnder(actor, ['clerk', 'admin'])
  const groups = []
  for (const path of paths) groups.push(...(await areaChoices(db, path)))
  const { terms } = await documentInForce(db, 'TASKS', c.var.now())
  const shown = { groups, tried, formId: newId(c.var.now()), quartersMax: terms.backEntryHours * 4 }
  return page(c, { title: t('提出补录', 'Propose a back-entry'), face: 'desk' }, <ProposalPage {...shown} />)
}

async function entryPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const { entry, displayName, standing } = await backEntryFor(db, c.req.param('id') as string, actor)
  const shown = {
    entry,
    displayName,
    standing,
    events: await eventsOfBackEntry(db, entry.id),
    photos: await photosOf(db, entry.id),
    sharePercent: await shareOf(db, entry.unitId, entry.startsAt),
    endsAt: new Date(entry.startsAt.getTime() + entry.minutes * minute),
    tried,
  }
  return page(c, { title: t('补录', 'Back-entry'), face: 'desk' }, <BackEntryPage {...shown} />)
}
