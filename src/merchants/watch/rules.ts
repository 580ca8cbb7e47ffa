import { groupBy } from '../../kit/group.ts'

/** What one customer paid at one shop in a month. */
export type Paid = {
  merchantId: string
  personId: string
  points: number
  payments: number
  /** Somebody who stood at its counter during the month, or lives with its owner. */
  isOwn: boolean
}

/** Scans of somebody's codes, or of nobody's, that a shop was refused in a month. */
export type Refused = { merchantId: string; tries: number; isOwn: boolean }

export const shopFlags = ['own_people', 'own_refused', 'one_customer'] as const
export type ShopFlag = (typeof shopFlags)[number]

export type Takings = {
  merchantId: string
  points: number
  payments: number
  customers: number
  /** Part of the points that came from the customer who paid most, in percent. */
  topPercent: number
  ownPoints: number
  refused: number
  ownRefused: number
  flags: ShopFlag[]
}

type Numbers = { shopPointsMin: number; shopSharePercent: number }

/**
 * What each shop took in a month, with what stands out: points of its own people, their tries that were refused, and much
 * from a single customer. A flag says "look", not "guilty". Whoever stands out comes first, then whoever took most.
 */
export function takingsOf(paid: readonly Paid[], refused: readonly Refused[], numbers: Numbers): Takings[] {
  const shops = groupBy(paid, ({ merchantId }) => merchantId)
  const tries = groupBy(refused, ({ merchantId }) => merchantId)
  const ids = new Set([...shops.keys(), ...tries.keys()])
  return [...ids]
    .map((id) => shopOf(id, shops.get(id) ?? [], tries.get(id) ?? [], numbers))
    .sort((a, b) => b.flags.length - a.flags.length || b.points - a.points || (a.merchantId < b.merchantId ? -1 : 1))
}

function shopOf(merchantId: string, paid: readonly Paid[], refused: readonly Refused[], numbers: Numbers): Takings {
  const { shopPointsMin, shopSharePercent } = numbers
  const points = sumOf(paid)
  const most = Math.max(0, ...paid.map((one) => one.points))
  const ownPoints = sumOf(paid.filter(({ isOwn }) => isOwn))
  const ownRefused = triesOf(refused.filter(({ isOwn }) => isOwn))
  const isMuch = points >= shopPointsMin && most * 100 > points * shopSharePercent
  return {
    ...{ merchantId, points, ownPoints, customers: paid.length },
    ...{ refused: triesOf(refused), ownRefused },
    payments: paid.reduce((sum, one) => sum + one.payments, 0),
    topPercent: points > 0 ? Math.round((most / points) * 100) : 0,
    flags: [
      ...(ownPoints > 0 ? (['own_people'] as const) : []),
      ...(ownRefused > 0 ? (['own_refused'] as const) : []),
      ...(isMuch ? (['one_customer'] as const) : []),
    ],
  }
}

const sumOf = (paid: readonly Paid[]) => paid.reduce((sum, { points }) => sum + points, 0)
const triesOf = (refused: readonly Refused[]) => refused.reduce((sum, { tries }) => sum + tries, 0)
