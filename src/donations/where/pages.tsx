import { type Context, Hono } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { claimDonor, setWallName } from '../donors/actions.ts'
import { type Donor, donorByLink, donorName, donorsOfPerson } from '../donors/queries.ts'
import { ownWallForm } from '../input.ts'
import { donationsOfDonors, linesOfAll } from '../intake/queries.ts'
import { GivenPage, MineEmpty } from './given.tsx'
import { collectedFrom, placesOf } from './queries.ts'

/** What a donor sees: what they gave and where it went, by their link or signed in. */
export const wherePages = new Hono<Env>()
  .get('/donations/mine', may.signedIn(), async (c) => {
    const donors = await donorsOfPerson(c.var.db, c.var.actor.id)
    if (donors.length > 0) return show(c, donors)
    return page(c, { title: c.var.t('我的捐赠', 'My donations') }, <MineEmpty />)
  })
  .get('/given/:token', may.anyone(), (c) => byLink(c))
  .post('/given/:token/wall', may.anyone(), (c) =>
    submitted(
      c,
      ownWallForm,
      async ({ wallName }) => {
        const { atomically, secrets, actor, now } = c.var
        const token = c.req.param('token')
        await atomically(async (tx) =>
          setWallName(tx, await donorByLink(tx, secrets, token), { wallName, actor, now: now() }),
        )
        return c.redirect(`/given/${token}`, 303)
      },
      (tried) => byLink(c, tried),
    ),
  )
  .post('/given/:token/claim', may.signedIn(), async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const token = c.req.param('token')
    await atomically(async (tx) => claimDonor(tx, { donor: await donorByLink(tx, secrets, token), actor, now: now() }))
    return c.redirect('/donations/mine', 303)
  })

async function byLink(c: Context<Env>, tried?: Tried) {
  const token = c.req.param('token') ?? ''
  const donor = await donorByLink(c.var.db, c.var.secrets, token)
  // The address is the key: nobody keeps it, neither a cache nor the site one goes to next.
  c.header('Cache-Control', 'private, no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return show(c, [donor], { token, tried })
}

async function show(
  c: Context<Env>,
  donors: Donor[],
  { token, tried }: { token?: string; tried?: Tried | undefined } = {},
) {
  const { db, secrets, actor, t, now } = c.var
  const donations = await donationsOfDonors(
    db,
    donors.map(({ id }) => id),
  )
  const lines = await linesOfAll(
    db,
    donations.map(({ id }) => id),
  )
  const shown = {
    names: donors.map((donor) => donorName(secrets, donor)).filter(Boolean),
    donor: donors[0] as Donor,
    ...{ donations, lines, token, tried },
    places: await placesOf(db, lines, now()),
    collected: await collectedFrom(
      db,
      lines.map(({ id }) => id),
    ),
    mayClaim: Boolean(token) && isSignedIn(actor) && donors[0]?.personId === null,
  }
  return page(c, { title: t('我的捐赠', 'My donations') }, <GivenPage {...shown} />)
}
