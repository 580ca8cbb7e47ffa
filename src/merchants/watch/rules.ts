/** What one customer paid at one shop in a month. */
export type Paid = {
  merchantId: string
  personId: string
  points: number
  payments: number
  /** Somebody who stood at its counter during the month, or lives with its owner. */
  isOwn: boolean
}

export const shopFlags = ['own_people', 'one_customer'] as const
export type ShopFlag = (typeof shopFlags)[number]

export type Takings = {
  merchantId: string
  points: number
  payments: number
  customers: number
  /** Part of the points that came from the customer who paid most, in percent. */
  topPercent: number
  ownPoints: number
  flags: ShopFlag[]
}

type Numbers = { shopPointsMin: number; shopSharePercent: number }

/**
 * What each shop took in a month, with what stands out: points of its own people, and much from a single customer. A flag
 * says "look", not "guilty". Whoever stands out comes first, then whoever took most.
 */
export function takingsOf(paid: readonly Paid[], numbers: Numbers): Takings[] {
  const shops = new Map<string, Paid[]>()
  for (const one of paid) shops.set(one.merchantId, [...(shops.get(one.merchantId) ?? []), one])
  return [...shops]
    .map(([merchantId, own]) => shopOf(merchantId, own, numbers))
    .sort((a, b) => b.flags.length - a.flags.length || b.points - a.points || (a.merchantId < b.merchantId ? -1 : 1))
}

function shopOf(merchantId: string, paid: readonly Paid[], { shopPointsMin, shopSharePercent }: Numbers): Takings {
  const points = sumOf(paid)
  const most = Math.max(...paid.map((one) => one.points))
  const ownPoints = sumOf(paid.filter(({ isOwn }) => isOwn))
  const isMuch = points >= shopPointsMin && most * 100 > points * shopSharePercent
  return {
    ...{ merchantId, points, ownPoints, customers: paid.length },
    payments: paid.reduce((sum, one) => sum + one.payments, 0),
    topPercent: Math.round((most / points) * 100),
    flags: [...(ownPoints > 0 ? (['own_people'] as const) : []), ...(isMuch ? (['one_customer'] as const) : [])],
  }
}

const sumOf = (paid: readonly Paid[]) => paid.reduce((sum, { points }) => sum + points, 0)
