import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { Refusal } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { ClaimWorkView, claimWork } from '../reviews/claim-work.tsx'
import { acceptOffer, type ClaimAct, declineOffer, leave } from './actions.ts'
import { ClaimList } from './list.tsx'
import { claimById, claimsOf, eventsOfClaim, pageSize, peopleInLine } from './queries.ts'
import { ClaimView } from './view.tsx'

export const claimsPages = new Hono<Env>()
  .get('/claims', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const before = await ownBefore(c)
    const rows = await claimsOf(db, actor.id, { before })
    const more = rows.length === pageSize ? `/claims?before=${rows.at(-1)?.claim.id}` : undefined
    return page(c, { title: t('我的任务', 'My tasks') }, <ClaimList rows={rows} isFirst={!before} more={more} />)
  })
  .get('/claims/:id', may.signedIn(), async (c) => {
    const { db, actor } = c.var
    const { claim, activity } = await claimById(db, c.req.param('id'))
    if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
    const events = await eventsOfClaim(db, claim.id)
    const before = claim.status === 'waitlisted' ? await peopleInLine(db, activity.id, claim.queueNumber) : 0
    const { terms } = await documentInForce(db, 'TASKS', c.var.now())
    const shown = { claim, activity, events, peopleBefore: before, actor, terms, now: c.var.now() }
    const work = await claimWork(db, claim.id)
    return page(
      c,
      { title: activity.title },
      <ClaimView {...shown}>
        <ClaimWorkView {...{ claim, activity, now: c.var.now(), ...work }} />
      </ClaimView>,
    )
  })
  .post('/claims/:id/leave', may.signedIn(), (c) => step(c, leave))
  .post('/claims/:id/accept', may.signedIn(), (c) => step(c, acceptOffer))
  .post('/claims/:id/decline', may.signedIn(), (c) => step(c, declineOffer))

/** A step of one's own claim. The step itself can only be taken once, so the button needs no id of its own. */
async function step(c: Context<Env, '/claims/:id'>, act: (tx: Tx, input: ClaimAct) => Promise<unknown>) {
  const { atomically, actor, now } = c.var
  const claimId = c.req.param('id')
  await atomically((tx) => act(tx, { claimId, actor, now: now() }))
  return c.redirect(`/claims/${claimId}`, 303)
}

/** The last claim of the page before this one; somebody else's is no place to begin. */
async function ownBefore(c: Context<Env>) {
  const id = c.req.query('before')
  if (!id) return undefined
  const { claim } = await claimById(c.var.db, id)
  return claim.personId === c.var.actor.id ? claim : undefined
}
