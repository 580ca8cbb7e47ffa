import { lastDayOf } from '../../kit/clock.ts'

/** How much of new earnings repays a debt (0 or below): a share of them, rounded down, and never more than is owed. */
export const repayment = (earned: number, debt: number, share: number) => Math.min(Math.floor(earned * share), -debt)

type Expiring = { ownerId: string; expiresAt: Date; points: number }

/** The notice that points are about to expire. Its key names the owner's points of that day and the warning's turn. */
export function expiryNotice({ ownerId, expiresAt, points }: Expiring, days: number, now: Date) {
  const last = lastDayOf(expiresAt)
  return {
    personId: ownerId,
    key: `points-expiry-${last}-${days}`,
    title: { zh: `${points} 分快到期了`, en: `${points} points expire soon` },
    body: {
      zh: `您有 ${points} 分可以用到 ${last}，兑换时会先用快到期的积分。`,
      en: `You have ${points} points to use by ${last}. Points that expire first are spent first.`,
    },
    href: '/points',
    now,
  }
}
