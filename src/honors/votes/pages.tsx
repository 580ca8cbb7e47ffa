import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { meritGrades } from '../../../db/schema/honors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { photosOf } from '../../photos/queries.ts'
import type { Env } from '../../web/env.ts'
import { lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { caseFor, nomineesOf } from '../nominations/queries.ts'
import { castBallot, closeVote } from './actions.ts'
import { ballotsOf, casesOfMember } from './queries.ts'
import { MemberCase, MemberList } from './views.tsx'

const ballot = z.object({
  vote: z.enum(['for', 'against', 'abstain', 'recused']),
  grade: optional(z.enum(meritGrades)),
  why: optional(lines(500)),
  isUnrelated: optional(z.literal('1')),
})
const closing = z.object({ version: whole(1, 1e9), points: optional(whole(0, 1000)) })

/** What a member of a panel judges. Being named is enough: it takes no role of the staff. */
export const votesPages = new Hono<Env>()
  .get('/honors/panel', may.signedIn(), async (c) => {
    const rows = await casesOfMember(c.var.db, c.var.actor.id, c.var.now())
    return page(c, { title: c.var.t('评审', 'Panel') }, <MemberList rows={rows} />)
  })
  .get('/honors/panel/:id', may.signedIn(), (c) => casePage(c, c.req.param('id')))
  .post('/honors/panel/:id/ballot', may.signedIn(), (c) =>
    submitted(
      c,
      ballot,
      async ({ why = '', isUnrelated, ...given }) => {
        const { atomically, actor, now } = c.var
        const nominationId = c.req.param('id')
        const cast = { nominationId, ...given, why, isUnrelated: isUnrelated === '1', actor, now: now() }
        await atomically((tx) => castBallot(tx, cast))
        return c.redirect(`/honors/panel/${nominationId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { ballot: tried }),
    ),
  )
  .post('/honors/panel/:id/close', may.signedIn(), (c) =>
    submitted(
      c,
      closing,
      async ({ version, points = 0 }) => {
        const { atomically, actor, now } = c.var
        const nominationId = c.req.param('id')
        await atomically((tx) => closeVote(tx, { nominationId, version, points, actor, now: now() }))
        return c.redirect(`/honors/panel/${nominationId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { closing: tried }),
    ),
  )

async function casePage(c: Context<Env>, id: string, tried: { ballot?: Tried; closing?: Tried } = {}) {
  const { db, actor, t } = c.var
  const found = await caseFor(db, id, actor, c.var.now())
  const mayLook = found.parts.has('member') || found.parts.has('admin')
  if (!mayLook) throw new Refusal('missing', 'nomination_missing')
  const shown = {
    ...found,
    subjects: await nomineesOf(db, id),
    photos: await photosOf(db, id),
    ballots: await ballotsOf(db, id),
    actorId: actor.id,
    tried,
  }
  return page(c, { title: t('评议', 'Vote') }, <MemberCase {...shown} />)
}
