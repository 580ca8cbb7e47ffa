import { type Context, Hono } from 'hono'
import { areaById, homeCommunity } from '../../areas/queries.ts'
import { isSignedIn } from '../../kit/actor.ts'
import { cityMonth } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { personById } from '../../people/queries.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { answerForm, poolGiftForm } from '../forms.ts'
import type { PlaceOrder } from '../goods/ordering.ts'
import { pairingsOf } from '../pairings/queries.ts'
import { charityFigures } from '../pool/queries.ts'
import { answerGift, giveToPool } from './actions.ts'
import { CharityPage, MyGifts } from './charity.tsx'
import { giftsOf, givenIn } from './queries.ts'

/** Where anybody sees what charity came to, gives, and answers what is offered. */
export const giftsPages = (placeOrder: PlaceOrder) =>
  new Hono<Env>()
    .get('/charity', may.anyone(), (c) => charityPage(c))
    .post('/charity', may.signedIn(), (c) =>
      submitted(
        c,
        poolGiftForm,
        async (input) => {
          const { atomically, actor, now } = c.var
          await atomically((tx) => giveToPool(tx, { ...input, actor, now: now() }))
          return c.redirect('/charity/mine?given=1', 303)
        },
        (tried) => charityPage(c, tried),
      ),
    )
    .get('/charity/mine', may.signedIn(), async (c) => {
      const { db, actor, t } = c.var
      const shown = {
        gifts: await giftsOf(db, actor.id),
        pairings: await pairingsOf(db, actor.id),
        thanks: c.req.query('given') === '1',
      }
      return page(c, { title: t('我献出的爱心', 'What I gave') }, <MyGifts {...shown} />)
    })
    .post('/gifts/:id', may.signedIn(), async (c) => {
      const { id: key, step, reason } = await pressed(c, answerForm)
      const id = c.req.param('id')
      const ordering = { placeOrder, secrets: c.var.secrets }
      await pressedOnce(c, { key, content: ['gift', step, id] }, (tx, by) =>
        answerGift(tx, ordering, { id, reason, step, ...by }),
      )
      return c.redirect(step === 'withdraw' ? '/charity/mine' : reason ? '/desk/households' : '/household', 303)
    })

async function charityPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const { terms } = await documentInForce(db, 'CHARITY', now())
  const figures = await charityFigures(db, now())
  const mine = isSignedIn(actor) ? await giverOf(c) : undefined
  return page(
    c,
    { title: t('兑爱心', 'Charity') },
    <CharityPage {...{ figures, mine, terms, tried }} formId={newId(now())} />,
  )
}

async function giverOf(c: Context<Env>) {
  const { db, actor, now } = c.var
  const person = await personById(db, actor.id)
  const { name } = await areaById(db, await homeCommunity(db, person.areaId))
  return {
    areaName: name,
    verified: person.verifiedAt !== null,
    available: (await balancesOf(db, actor.id)).available,
    given: await givenIn(db, actor.id, cityMonth(now())),
  }
}
