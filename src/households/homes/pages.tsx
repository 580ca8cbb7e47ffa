import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { honorsHeld } from '../../credentials/honored.tsx'
import { newId } from '../../kit/ids.ts'
import { personNamedByResident } from '../../people/named.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { button, foundForm, invitationForm, inviteForm, memberForm } from '../forms.ts'
import { giftsTo } from '../gifts/queries.ts'
import { pairingsWith } from '../pairings/queries.ts'
import {
  allowSpending,
  answerInvitation,
  foundHousehold,
  inviteMember,
  leaveHousehold,
  removeMember,
} from './actions.ts'
import { HouseholdPage, NoHousehold } from './household.tsx'
import { type Household, householdOf, invitationsOf, membersOf } from './queries.ts'

/** My household: who belongs to it, what it has, and what is offered to it. */
export const homesPages = new Hono<Env>()
  .get('/household', may.signedIn(), (c) => householdPage(c))
  .post('/household', may.signedIn(), (c) =>
    submitted(
      c,
      foundForm,
      ({ id: key, name }) =>
        sent(c, key, ['found', name], (tx, by) => foundHousehold(tx, { id: `${by.actor.id}-${key}`, name, ...by })),
      (tried) => householdPage(c, tried),
    ),
  )
  .post('/household/invitations', may.signedIn(), (c) =>
    submitted(
      c,
      inviteForm,
      async ({ id: key, who }) => {
        const { id: personId } = await personNamedByResident(c, who, 'who')
        const householdId = (await householdOf(c.var.db, c.var.actor.id))?.id ?? ''
        return sent(c, key, ['invite', personId], (tx, by) => inviteMember(tx, { householdId, personId, ...by }))
      },
      (tried) => householdPage(c, tried),
    ),
  )
  .post('/household/answer', may.signedIn(), async (c) => {
    const { id: key, ...answer } = await pressed(c, invitationForm)
    return sent(c, key, ['answer', answer], (tx, by) => answerInvitation(tx, { ...answer, ...by }))
  })
  .post('/household/members', may.signedIn(), async (c) => {
    const { id: key, memberId, step } = await pressed(c, memberForm)
    return sent(c, key, ['member', memberId, step], (tx, by) =>
      step === 'remove'
        ? removeMember(tx, { memberId, ...by })
        : allowSpending(tx, { memberId, maySpend: step === 'allow', ...by }),
    )
  })
  .post('/household/leave', may.signedIn(), async (c) => {
    const { id: key } = await pressed(c, button)
    return sent(c, key, ['leave'], (tx, by) => leaveHousehold(tx, by))
  })

/** A step taken once however often its form is sent. */
async function sent(c: Context<Env>, key: string, content: unknown[], work: (tx: Tx, by: By) => Promise<unknown>) {
  await pressedOnce(c, { key, content: ['household', ...content] }, work)
  return c.redirect('/household', 303)
}

async function householdPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const title = { title: t('我的家庭', 'My household') }
  const household = await householdOf(db, actor.id)
  const common = { tried, newId: () => newId(now()) }
  if (!household) return page(c, title, <NoHousehold invitations={await invitationsOf(db, actor.id)} {...common} />)
  return page(c, title, <HouseholdPage {...(await shownOf(c, household))} {...common} />)
}

async function shownOf({ var: { db, actor, now } }: Context<Env>, household: Household) {
  return {
    household,
    members: await membersOf(db, household.id),
    balances: await balancesOf(db, household.id),
    gifts: await giftsTo(db, household.id),
    pairings: await pairingsWith(db, household.id),
    honors: await honorsHeld(db, { householdId: household.id }, now()),
    selfId: actor.id,
  }
}
