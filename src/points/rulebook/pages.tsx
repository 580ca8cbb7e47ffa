import { type Context, Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { standingInCity } from './access.ts'
import { draftVersion, keepTrial, scheduleVersion, withdrawVersion } from './actions.ts'
import { draftForm, scheduleForm, trialForm, withdrawForm } from './forms.ts'
import { eventsOfVersions, ruleByCode, rulesWithVersions, ruleVersionById } from './queries.ts'
import { tryRuleVersion } from './trials/queries.ts'
import { RuleBook, RuleView } from './views.tsx'

export const rulebookPages = new Hono<Env>()
  .get('/desk/rules', may.be('auditor', 'admin'), async (c) => {
    const { db, t, now } = c.var
    const rules = await rulesWithVersions(db)
    return page(c, { title: t('积分规则', 'Point rules'), face: 'desk' }, <RuleBook rules={rules} now={now()} />)
  })
  .get('/desk/rules/:code', may.be('auditor', 'admin'), (c) => rulePage(c, c.req.param('code')))
  .post('/desk/rules/:code/drafts', may.be('admin'), async (c) => {
    const code = c.req.param('code')
    const { atomically, actor, now } = c.var
    const draft = async (input: { id: string; reason: string; terms: never }) => {
      await atomically((tx) => draftVersion(tx, { ...input, rule: code, actor, now: now() }))
      return c.redirect(`/desk/rules/${code}`, 303)
    }
    return submitted(
      c,
      draftForm(code),
      (input) => draft(input as never),
      (tried) => rulePage(c, code, tried),
    )
  })
  .post('/desk/rules/versions/:id/try', may.be('admin'), async (c) => {
    const { db, atomically, actor, now } = c.var
    const { version } = await pressed(c, trialForm)
    const versionId = c.req.param('id')
    const tried = await ruleVersionById(db, versionId)
    // Read before the transaction: a quarter of the ledger should not hold up everybody who writes.
    const trial = await tryRuleVersion(db, tried, now())
    await atomically((tx) => keepTrial(tx, { versionId, version, trial, actor, now: now() }))
    return c.redirect(`/desk/rules/${tried.rule}`, 303)
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

async function rulePage(c: Context<Env>, code: string, tried?: Tried) {
  const { db, actor, lang, now } = c.var
  const rule = await ruleByCode(db, code)
  const standing = await standingInCity(db, actor)
  const view = { rule, standing, events: await eventsOfVersions(db, code), now: now(), tried }
  return page(c, { title: rule[lang], face: 'desk' }, <RuleView {...view} />)
}
