import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { hour } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { limit } from '../../web/limits.ts'
import { claimOfPerson } from '../claims/queries.ts'
import { presentSelf } from './actions.ts'
import { deviceHash } from './device.ts'
import { activityByNumber, openClaimsOf, presenceOf } from './queries.ts'
import {
  areCheckInDigits,
  assertCheckInCode,
  assertCodeFor,
  checkInCode,
  checkInTicket,
  isCheckInTicket,
  nextStep,
  readCheckInCode,
} from './rules.ts'
import { ArrivalPage, CodePage } from './views.tsx'

/** A position as a script may add it to a form; anything else counts as not given. */
const degrees = (max: number) =>
  z.preprocess(
    (text) => (text === '' ? undefined : text),
    z.coerce.number().min(-max).max(max).optional().catch(undefined),
  )
const placed = { latitude: degrees(90), longitude: degrees(180) }

const positionOf = ({ latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined }) =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }

const codeForm = z.object({ code: z.string().trim().min(1).max(400) })
const arrivalForm = z.object({ step: z.enum(['in', 'out']), ticket: z.string().max(100), ...placed })
const placeForm = z.object({ step: z.enum(['in', 'out']), ...placed })

/** Six digits can be tried out; a code with its signature cannot. */
export const triesLimit = limit('check_in_digits', 12, 60)

export const presencePages = new Hono<Env>()
  .get('/check-in', may.signedIn(), (c) => codePage(c))
  .post('/check-in', may.signedIn(), (c) =>
    submitted(
      c,
      codeForm,
      async ({ code }) => c.redirect(await addressOf(c, code), 303),
      (tried) => codePage(c, tried),
    ),
  )
  .get('/check-in/:code', may.signedIn(), async (c) => {
    const { db, secrets, actor } = c.var
    const code = readCheckInCode(c.req.param('code'))
    const activity = await activityByNumber(db, code.number)
    assertCheckInCode(secrets, activity, code, c.var.now())
    return arrivalPage(c, code.number, checkInTicket(secrets, activity.id, actor.id, code.window))
  })
  .post('/check-in/:code', may.signedIn(), async (c) => {
    const { db, secrets, actor, now } = c.var
    const { step, ticket, ...position } = await pressed(c, arrivalForm)
    const code = readCheckInCode(c.req.param('code'))
    const activity = await activityByNumber(db, code.number)
    if (!isCheckInTicket(secrets, activity.id, actor.id, ticket, now()))
      assertCheckInCode(secrets, activity, code, now())
    const { claim } = found(await claimOfPerson(db, activity.id, actor.id), 'not_claimed_here')
    const device = deviceHash(c)
    const seen = { claimId: claim.id, step, way: 'screen' as const, position: positionOf(position) }
    await c.var.atomically((tx) => presentSelf(tx, { ...seen, actor, deviceHash: device, now: now() }))
    return c.redirect(`/claims/${claim.id}`, 303)
  })
  .post('/claims/:id/check-in', may.signedIn(), async (c) => {
    const { actor, now } = c.var
    const { step, ...position } = await pressed(c, placeForm)
    const seen = { claimId: c.req.param('id'), step, way: 'place' as const, position: positionOf(position) }
    const device = deviceHash(c)
    await c.var.atomically((tx) => presentSelf(tx, { ...seen, actor, deviceHash: device, now: now() }))
    return c.redirect(`/claims/${c.req.param('id')}`, 303)
  })

/** Where a scanned or typed code leads. Six digits are looked for among one's own claims of this hour. */
async function addressOf(c: Context<Env>, text: string): Promise<string> {
  const { db, secrets, actor } = c.var
  const now = c.var.now()
  if (!/^\d{6}$/.test(text)) {
    const code = readCheckInCode(text)
    assertCodeFor(secrets, await activityByNumber(db, code.number), text, now)
    return `/check-in/RYA.${code.number}.${code.window}.${code.signature}`
  }
  await triesLimit(c, actor.id)
  const mine = await openClaimsOf(db, actor.id, now)
  const match = mine.find(({ activity }) => areCheckInDigits(secrets, activity.id, text, now))
  if (!match) throw new Refusal('conflict', 'check_in_digits_wrong', { field: 'code' })
  return `/check-in/${checkInCode(secrets, match.activity, now)}`
}

async function codePage(c: Context<Env>, tried?: Tried) {
  const mine = await openClaimsOf(c.var.db, c.var.actor.id, c.var.now())
  const options = { title: c.var.t('签到', 'Check in'), scripts: ['scan.js', 'place.js'] }
  return page(c, options, <CodePage mine={mine} tried={tried} />)
}

async function arrivalPage(c: Context<Env>, number: string, ticket: string) {
  const { db, actor, t } = c.var
  const activity = await activityByNumber(db, number)
  const row = await claimOfPerson(db, activity.id, actor.id)
  const presence = row && (await presenceOf(db, row.claim.id))
  const now = c.var.now()
  const justNow = presence && now.getTime() - (presence.outAt ?? presence.inAt).getTime() < hour / 4
  const step = row && nextStep(row.claim, activity, now)
  return page(
    c,
    { title: t('签到', 'Check in'), scripts: ['place.js'] },
    <ArrivalPage
      {...{ activity, claim: row?.claim, presence, ticket, step, justNow: Boolean(justNow) }}
      action={c.req.path}
    />,
  )
}
