import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { cityDay, cityMonth } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { agreeForm, approveForm, endForm, giftForm, visitForm } from '../forms.ts'
import { offerGift } from '../gifts/actions.ts'
import { givenIn } from '../gifts/queries.ts'
import { eventsOf } from '../homes/queries.ts'
import { agreeToPairing, approvePairing, noteVisit, refusePairing, stopPairing } from './actions.ts'
import { PairingPage } from './pairing.tsx'
import { pairingSeenBy, visitsOf } from './queries.ts'

/** A pairing, for its supporter, the household and the staff around it. */
export const pairingsPages = new Hono<Env>()
  .get('/pairings/:id', may.signedIn(), (c) => pairingPage(c))
  .post('/pairings/:id/agree', may.signedIn(), async (c) => {
    const { id: key, relatives } = await pressed(c, agreeForm)
    return step(c, key, ['agree', relatives], (tx, asking) =>
      agreeToPairing(tx, { ...asking, areRelatives: relatives === 'yes' }),
    )
  })
  .post('/pairings/:id/approve', may.be('clerk', 'reviewer', 'admin'), async (c) => {
    const { id: key, version } = await pressed(c, approveForm)
    return step(c, key, ['approve'], (tx, asking) => approvePairing(tx, { ...asking, version }))
  })
  .post('/pairings/:id/refuse', may.signedIn(), async (c) => {
    const { id: key, reason } = await pressed(c, endForm)
    return step(c, key, ['refuse', reason], (tx, asking) => refusePairing(tx, { ...asking, reason }))
  })
  .post('/pairings/:id/end', may.signedIn(), async (c) => {
    const { id: key, reason } = await pressed(c, endForm)
    return step(c, key, ['end', reason], (tx, asking) => stopPairing(tx, { ...asking, reason }))
  })
  .post('/pairings/:id/visits', may.signedIn(), (c) =>
    submitted(
      c,
      visitForm,
      async ({ id: key, visitedOn, words, photos }) => {
        const prepared = await preparePhotos(photos, 1)
        await storePhotos(c.var.photoStore, prepared)
        const visit = { visitId: `${c.var.actor.id}-${key}`, visitedOn, words, photos: prepared }
        return step(c, key, ['visit', visitedOn, words], (tx, asking) => noteVisit(tx, { ...asking, ...visit }))
      },
      (tried) => pairingPage(c, { visit: tried }),
    ),
  )
  .post('/pairings/:id/gifts', may.signedIn(), (c) =>
    submitted(
      c,
      giftForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => offerGift(tx, { ...input, pairingId: c.req.param('id'), actor, now: now() }))
        return c.redirect('/charity/mine', 303)
      },
      (tried) => pairingPage(c, { gift: tried }),
    ),
  )

type Asking = By & { id: string }

/** A step pressed once however often it is sent. */
async function step(
  c: Context<Env>,
  key: string,
  content: unknown[],
  work: (tx: Tx, asking: Asking) => Promise<unknown>,
) {
  const id = c.req.param('id') ?? ''
  await pressedOnce(c, { key, content: ['pairing', id, ...content] }, (tx, by) => work(tx, { id, ...by }))
  return c.redirect(`/pairings/${id}`, 303)
}

async function pairingPage(c: Context<Env>, tried: { visit?: Tried; gift?: Tried } = {}) {
  const { db, actor, now, t } = c.var
  const view = await pairingSeenBy(db, c.req.param('id') ?? '', actor)
  const { terms } = await documentInForce(db, 'CHARITY', now())
  const shown = {
    view,
    visits: await visitsOf(db, view.pairing.id),
    events: await eventsOf(db, 'pairing', view.pairing.id),
    mayGive: Math.max(terms.givenPerMonth - (await givenIn(db, actor.id, cityMonth(now()))), 0),
    offerDays: terms.offerDays,
    isProposer: view.pairing.proposedBy === actor.id,
    today: cityDay(now()),
    newId: () => newId(now()),
    tried,
  }
  return page(c, { title: t('挂包帮结对', 'Support pairing') }, <PairingPage {...shown} />)
}
