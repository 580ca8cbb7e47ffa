import { Hono } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { moneyUsed } from '../money/queries.ts'
import { donorCounts, givenWorth, namedDonors } from './queries.ts'
import { Wall } from './views.tsx'

/** The thanks wall: who agreed to be named, and what the city was given in all. */
export const wallPages = new Hono<Env>().get('/donations', may.anyone(), async (c) => {
  const { db, actor, t } = c.var
  const shown = {
    named: await namedDonors(db),
    counts: new Map((await donorCounts(db)).map(({ kind, count }) => [kind, count])),
    worth: new Map((await givenWorth(db)).map(({ kind, fen }) => [kind, fen])),
    usedFen: await moneyUsed(db),
    isSignedIn: isSignedIn(actor),
  }
  return page(c, { title: t('爱心榜', 'Thanks wall') }, <Wall {...shown} />)
})
