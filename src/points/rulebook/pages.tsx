import { type Context, Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { standingInCity } from './access.ts'
import { type AnyTerms, draftVersion, scheduleVersion, withdrawVersion } from './actions.ts'
import { RuleBook } from './book.tsx'
import { draftForm, scheduleForm, trialForm, withdrawForm } from './forms.ts'
import { PublicRules } from './public.tsx'
import { eventsOfVersions, publicRules, ruleByCode, rulesWithVersions, ruleVersionById } from './queries.ts'
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
  .post('/desk/rules/versions/:id/schedule', may.be('admin'), async (c) => {
    const { db, atomically, actor, now } = c.var
    const versionId = c.req.param('id')
    const { rule } = await ruleVersionById(db, versionId)
    const schedule = async (input: { version: number; startsOn: string; reason: string }) => {
      await atomically((tx) => scheduleVersion(tx, { ...input, versionId, actor, now: now() }))
      return c.redirect(`/desk/rules/${rule}`, 303)
    }
    return submitted(c, scheduleForm, schedule, (tried) => rulePage(c, rule, tried))
  })
  .post('/desk/rules/versions/:id/withdraw', may.be('admin'), async (c) => {
    const { db, atomically, actor, now } = c.var
    const versionId = c.req.param('id')
    const { rule } = await ruleVersionById(db, versionId)
    const withdraw = async (input: { version: number; reason: string }) => {
      await atomically((tx) => withdrawVersion(tx, { ...input, versionId, actor, now: now() }))
      return c.redirect(`/desk/rules/${rule}`, 303)
    }
    return submitted(c, withdrawForm, withdraw, (tried) => rulePage(c, rule, tried))
  })

const refreshSeconds = 3

async function rulePage(c: Context<Env>, code: string, tried?: Tried) {
  const { db, actor, lang, now } = c.var
  const rule = await ruleByCode(db, code)
  const standing = await standingInCity(db, actor)
  const ids = rule.versions.map(({ id }) => id)
  const runs = await runsOfVersions(db, ids)
  const view = { rule, standing, runs, events: await eventsOfVersions(db, code), now: now(), tried }
  const isTrying = runs.some(({ state }) => state === 'queued' || state === 'running')
  const options = { title: titleOf(rule, lang), face: 'desk', ...(isTrying ? { refreshSeconds } : {}) } as const
  return page(c, options, <RuleView {...view} />)
}
