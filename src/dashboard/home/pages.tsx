import { Hono } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Mine } from './mine.tsx'
import { communityPathOf, invitation, openActivities, openClaimsOf, pickupsOf } from './queries.ts'
import { Welcome } from './welcome.tsx'

export const homePages = new Hono<Env>().get('/', may.anyone(), async (c) => {
  const { db, actor, now, t } = c.var
  if (!isSignedIn(actor)) {
    const [tasks, open] = await Promise.all([openActivities(db, now()), invitation(db, now())])
    return page(
      c,
      { title: t('做任务，得积分，换好物', 'Tasks, points, goods') },
      <Welcome tasks={tasks} open={open} />,
    )
  }
  const [balances, claims, pickups, tasks] = await Promise.all([
    balancesOf(db, actor.id),
    openClaimsOf(db, actor.id),
    pickupsOf(db, actor.id),
    communityPathOf(db, actor.id).then((areaPath) => openActivities(db, now(), { areaPath, personId: actor.id })),
  ])
  return page(c, { title: t('首页', 'Home') }, <Mine name={actor.name} {...{ balances, claims, pickups, tasks }} />)
})
