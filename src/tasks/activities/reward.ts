import type { Db } from '../../../db/database.ts'
import { cityDay } from '../../kit/clock.ts'
import { ruleInForce } from '../../points/rulebook/queries.ts'
import type { Activity } from './queries.ts'
import { pointsEach } from './rules.ts'

type Rewarded = Pick<Activity, 'kind' | 'category' | 'size' | 'startsAt' | 'endsAt'>

/** The rule that pays for an activity: tasks R6, volunteering R4, emergency service R9 while the city has ordered it. */
export async function rewardRule(db: Db, activity: Rewarded, now: Date): Promise<'R4' | 'R6' | 'R9'> {
  if (activity.kind === 'point_task') return 'R6'
  if (activity.category !== 'emergency') return 'R4'
  const { terms } = await ruleInForce(db, 'R9', now)
  return terms.endsOn && terms.endsOn >= cityDay(activity.startsAt) ? 'R9' : 'R4'
}

/** The most that one claim of this activity can earn by the rules of today. */
export async function rewardEach(db: Db, activity: Rewarded, now: Date): Promise<number> {
  const { terms } = await ruleInForce(db, await rewardRule(db, activity, now), now)
  return pointsEach(activity, terms)
}
