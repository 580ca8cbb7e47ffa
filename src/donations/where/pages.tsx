import { type Context, Hono } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { changesOf } from '../changes/queries.ts'
import { claimDonor, takeOffWall } from '../donors/actions.ts'
import { looksAtDonors } from '../donors/looks.ts'
import { type Donor, donorByLink, donorName, donorsOfPerson } from '../donors/queries.ts'
import { donationsOfDonors, linesOfAll } from '../intake/queries.ts'
import { usesOf } from '../money/queries.ts'
import { GivenPage, MineEmpty } from './given.tsx'
import { collectedFrom, placesOf } from './queries.ts'

/** What a donor sees: what they gave and where it went, by their link or signed in. */
export const wherePages = new Hono<Env>()
  .get('/donations/mine', may.signedIn(), async (c) => {
    const donors = await donorsOfPerson(c.var.db, c.var.actor.id)
    if (donors.length > 0) return show(c, donors)
    return page(c, { title: c.var.t('我的捐赠', 'My donations') }, <MineEmpty />)
  })
  .get('/given/:token', may.anyone(), byLink)
  .post('/given/:token/wall', may.anyone(), async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const token = c.req.param('token')
    await atomically(async (tx) => takeOffWall(tx, await donorByLink(tx, secrets, token), { actor, now: now() }))
    return c.redirect(`/given/${token}`, 303)
  })
  .post('/given/:token/claim', may.signedIn(), async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const token = c.req.param('token')
    await atomically(async (tx) =>
      claimDonor(tx, secrets, { donor: await donorByLink(tx, secrets, token), actor, now: now() }),
    )
    return c.redirect('/donations/mine', 303)
  })

async function byLink(c: Context<Env>) {
  const token = c.req.param('token') ?? ''
  const donor = await donorByLink(c.var.db, c.var.secrets, token)
  // The address is the key: nobody keeps it, neither a cache nor the site one goes to next.
  c.header('Cache-Control', 'private, no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return show(c, [donor], token)
}

async function show(c: Context<Env>, donors: Donor[], token?: string) {
  const { db, secrets, actor, t, now } = c.var
  const donations = await donationsOfDonors(
    db,
    donors.map(({ id }) => id),
  )
  const lines = await linesOfAll(
    db,
    donations.map(({ id }) => id),
  )
  const lineIds = lines.map(({ id }) => id)
  const shown = {
    names: donors.map((donor) => donorName(secrets, donor)).filter(Boolean),
    donor: donors[0] as Donor,
    ...{ donations, lines, token },
    changes: await changesOf(db, lineIds),
    places: await placesOf(db, lines, now()),
    collected: await collectedFrom(db, lineIds),
    uses: await usesOf(db, lineIds),
    looks: await looksAtDonors(
      db,
      donors.map(({ id }) => id),
    ),
    mayClaim: Boolean(token) && isSignedIn(actor) && donors[0]?.personId === null,
  }
  return page(c, { title: t('我的捐赠', 'My donations') }, <GivenPage {...shown} />)
}
