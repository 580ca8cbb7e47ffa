import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { cityStaff, standingInCity } from './access.ts'
import {
  type AnyTerms,
  confirmVersion,
  draftVersion,
  proposeVersion,
  sendBackVersion,
  withdrawVersion,
} from './actions.ts'
import { RuleBook } from './book.tsx'
import { confirmForm, draftForm, proposeForm, reasonForm, trialForm } from './forms.ts'
import { PublicRules } from './public.tsx'
import { eventsOfVersions, publicRules, ruleByCode, rulesWithVersions, ruleVersionById } from './queries.ts'
import { isSettledIn } from './rules.ts'
import { titleOf } from './said.ts'
import { tryVersion } from './trials/ask.ts'
import { runsOfVersions } from './trials/queries.ts'
import { RuleView } from './version.tsx'

export const rulebookPages = new Hono<Env>()
  .get('/rules', may.anyone(), async (c) => {
    const { db, t, now } = c.var
    const rules = await publicRules(db)
    return page(c, { title: t('积分规则', 'How points work') }, <PublicRules rules={rules} now={now()} />)
  })
  .get('/desk/rules', may.be('auditor', 'admin'), async (c) => {
    const { db, t, now } = c.var
    const rules = await rulesWithVersions(db)
    return page(c, { title: t('积分规则', 'Point rules'), face: 'desk' }, <RuleBook rules={rules} now={now()} />)
  })
  .get('/desk/rules/:code', may.be('auditor', 'admin'), (c) => rulePage(c, c.req.param('code')))
  .post('/desk/rules/:code/drafts', may.be('admin'), async (c) => {
    const code = c.req.param('code')
    const { atomically, actor, now } = c.var
    const draft = async (input: { id: string; reason: string; terms: AnyTerms }) => {
      await atomically((tx) => draftVersion(tx, { ...input, rule: code, actor, now: now() }))
      return c.redirect(`/desk/rules/${code}`, 303)
    }
    return submitted(c, draftForm(code), draft, (tried) => rulePage(c, code, tried))
  })
  .post('/desk/rules/versions/:id/try', may.be('admin'), async (c) => {
    const { version } = await pressed(c, trialForm)
    const { rule } = await ruleVersionById(c.var.db, c.req.param('id'))
    await tryVersion(c, { versionId: c.req.param('id'), version })
    return c.redirect(`/desk/rules/${rule}`, 303)
  })
  .post('/desk/rules/versions/:id/propose', may.be('admin'), (c) => step(c, proposeForm, proposeVersion))
  .post('/desk/rules/versions/:id/confirm', may.be('auditor', 'admin'), (c) =>
    step(c, confirmForm, (tx, { reason = '', ...given }) => confirmVersion(tx, { ...given, reason })),
  )
  .post('/desk/rules/versions/:id/send-back', may.be('auditor', 'admin'), (c) => step(c, reasonForm, sendBackVersion))
  .post('/desk/rules/versions/:id/withdraw', may.be('admin'), (c) => step(c, reasonForm, withdrawVersion))

type Taken = { versionId: string; actor: Actor; now: Date }

/** A step of a version, from the form of that step; a refusal shows the rule again with what was typed. */
async function step<Given extends { version: number }>(
  c: Context<Env, '/desk/rules/versions/:id'>,
  form: z.ZodType<Given>,
  take: (tx: Tx, input: Given & Taken) => Promise<void>,
) {
  const { db, atomically, actor, now } = c.var
  const versionId = c.req.param('id')
  const { rule } = await ruleVersionById(db, versionId)
  return submitted(
    c,
    form,
    async (given) => {
      await atomically((tx) => take(tx, { ...given, versionId, actor, now: now() }))
      return c.redirect(`/desk/rules/${rule}`, 303)
    },
    (tried) => rulePage(c, rule, tried, { versionId, step: c.req.path.slice(c.req.path.lastIndexOf('/') + 1) }),
  )
}

const refreshSeconds = 3

async function rulePage(c: Context<Env>, code: string, tried?: Tried, at?: { versionId: string; step: string }) {
  const { db, actor, lang, now } = c.var
  const rule = await ruleByCode(db, code)
  const standing = await standingInCity(db, actor)
  const ids = rule.versions.map(({ id }) => id)
  const runs = await runsOfVersions(db, ids)
  const staff = await cityStaff(db, now())
  const isSettled = (id: string) => isSettledIn(staff.get(id), now())
  const view = {
    ...{ rule, standing, runs, events: await eventsOfVersions(db, code), now: now(), tried, at, actor },
    isSettled: isSettled(actor.id),
    hasSecond: [...staff.keys()].some((id) => id !== actor.id && isSettled(id)),
  }
  const isTrying = runs.some(({ state }) => state === 'queued' || state === 'running')
  const options = { title: titleOf(rule, lang), face: 'desk', ...(isTrying ? { refreshSeconds } : {}) } as const
  return page(c, options, <RuleView {...view} />)
}
