import type { Context } from 'hono'
import { recordLook } from '../../people/privacy/actions.ts'
import type { Env } from '../../web/env.ts'
import { type Household, membersOf } from './queries.ts'

/** The members of a household as staff see them: that they looked is written down for each. */
export async function membersLookedAt({ var: { db, atomically, actor, now } }: Context<Env>, { id }: Household) {
  const members = await membersOf(db, id)
  const look = { actor, what: 'record' as const, reason: '办理家庭和结对事务', now: now() }
  await atomically(async (tx) => {
    for (const { member } of members) await recordLook(tx, { personId: member.personId, ...look })
  })
  return members
}
