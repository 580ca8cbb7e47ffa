import { activities, claims } from '../db/schema/tasks.ts'
import { later, minute } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { commitBudget } from '../src/points/budgets/actions.ts'
import { qingyun, type Town } from './town.ts'

type Activity = typeof activities.$inferInsert

let count = 0

/** A published activity of 青云社区, two hours long, that begins in an hour. */
export async function anActivity(town: Town, given: Partial<Activity> = {}): Promise<Activity> {
  const now = town.now()
  const startsAt = given.startsAt ?? later(now, 60 * minute)
  const row = {
    id: newId(),
    number: `T-2026-9${String(++count).padStart(5, '0')}`,
    kind: 'volunteer' as const,
    category: 'environment' as const,
    title: '清洁楼道',
    description: '一起打扫三号楼的楼道',
    areaId: qingyun,
    areaPath: `532503000000/532503003000/${qingyun}/`,
    place: '青云花园 3 号楼',
    beneficiary: '三号楼居民',
    startsAt,
    endsAt: later(startsAt, 120 * minute),
    signUpUntil: startsAt,
    capacity: 10,
    waitlist: true,
    contact: '李干事',
    pointsEach: 10,
    committedPoints: 100,
    checkIn: 'either' as const,
    publisherId: 'clerkLi',
    status: 'published' as const,
    createdAt: now,
    updatedAt: now,
    ...given,
  }
  await town.atomically(async (tx) => {
    await commitBudget(tx, { areaId: row.areaId, points: row.committedPoints, now })
    await tx.insert(activities).values(row)
  })
  return row
}

/** Somebody's place in it. */
export async function aClaim(town: Town, activity: Activity, personId: string): Promise<string> {
  const id = newId()
  const at = { createdAt: town.now(), updatedAt: town.now() }
  await town.atomically((tx) =>
    tx.insert(claims).values({ id, activityId: activity.id, personId, status: 'claimed', ...at }),
  )
  return id
}
