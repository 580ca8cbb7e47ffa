import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { excuse } from '../claims/actions.ts'
import { walkIn } from './actions.ts'
import { activityForRoll, rollOf, scansOf } from './queries.ts'
import { RollPage } from './roll.tsx'
import { checkInCode, checkInDigits, secondsLeft } from './rules.ts'
import { type Scanned, scanRoll } from './scans.ts'
import { ScreenPage } from './screen.tsx'

const staff = () => may.be('clerk', 'admin')
const scanForm = z.object({ id: formId, code: z.string().trim().min(1).max(400) })
const walkInForm = z.object({ id: formId, personId: z.string().min(1).max(100) })
const excuseForm = z.object({ claimId: formId, why: line(200) })

export const presenceDeskPages = new Hono<Env>()
  .get('/desk/tasks/:id/check-in', staff(), async (c) => {
    const { db, secrets, config, actor, t } = c.var
    const now = c.var.now()
    const activity = await activityForRoll(db, c.req.param('id'), actor)
    const roll = await rollOf(db, activity.id)
    const address = `${config.baseUrl}/check-in/${checkInCode(secrets, activity, now)}`
    const shown = { activity, address, digits: checkInDigits(secrets, activity, now), roll, now }
    const options = { title: t('签到码', 'Check-in'), face: 'counter', refreshSeconds: secondsLeft(now) } as const
    return page(c, options, <ScreenPage {...shown} />)
  })
  .get('/desk/tasks/:id/roll', staff(), (c) => rollPage(c))
  .post('/desk/tasks/:id/roll', staff(), (c) =>
    submitted(
      c,
      scanForm,
      async ({ id, code }) => {
        const scanned = await whose(c.var, code)
        const scan = { id, activityId: c.req.param('id'), scanned, actor: c.var.actor, now: c.var.now() }
        const kept = await c.var.atomically((tx) => scanRoll(tx, scan))
        return c.redirect(`/desk/tasks/${c.req.param('id')}/roll?scan=${kept.id}`, 303)
      },
      (tried) => rollPage(c, tried),
    ),
  )
  .post('/desk/tasks/:id/roll/walk-in', staff(), async (c) => {
    const { id: key, personId } = await pressed(c, walkInForm)
    const added = { key, personId, activityId: c.req.param('id'), actor: c.var.actor, now: c.var.now() }
    await c.var.atomically((tx) => walkIn(tx, added))
    return c.redirect(`/desk/tasks/${c.req.param('id')}/roll`, 303)
  })
  .post('/desk/tasks/:id/roll/excuse', staff(), (c) =>
    submitted(
      c,
      excuseForm,
      async (given) => {
        await c.var.atomically((tx) => excuse(tx, { ...given, actor: c.var.actor, now: c.var.now() }))
        return c.redirect(`/desk/tasks/${c.req.param('id')}/roll`, 303)
      },
      (tried) => rollPage(c, tried),
    ),
  )

async function rollPage(c: Context<Env, '/desk/tasks/:id'>, tried?: Tried) {
  const { db, actor, t, words } = c.var
  const activity = await activityForRoll(db, c.req.param('id'), actor)
  const roll = await rollOf(db, activity.id)
  const scans = await scansOf(db, activity.id)
  const shown = scans.find(({ scan }) => scan.id === c.req.query('scan'))
  const options = { title: t('点名', 'Roll'), face: 'desk', scripts: ['scan.js'] } as const
  const scanId = newId(c.var.now())
  return page(c, options, <RollPage {...{ activity, roll, scans, shown, words, scanId, tried }} />)
}

/** Whose code or card was scanned. A refusal is kept with the scan, so it is handed on instead of thrown. */
export async function whose(
  { db, secrets, now }: Pick<Env['Variables'], 'db' | 'secrets' | 'now'>,
  text: string,
): Promise<Scanned> {
  try {
    return await personOfCode(db, secrets, { text, now: now() })
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal
    throw refusal
  }
}
