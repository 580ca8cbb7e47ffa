import { Refusal } from '../../kit/refusal.ts'
import type { DocumentTerms } from '../rulebook/documents/rules.ts'

type PurseTerms = Pick<DocumentTerms<'CHARITY'>, 'spentPerMonth' | 'memberPerMonth'>

/**
 * @param spent points of the account redeemed this month: by all, and by the member who orders
 * @throws Refusal `household_purse_limit`, `household_purse_member_limit`, details `{ limit, left }`
 */
export function assertWithinPurse(
  { spentPerMonth, memberPerMonth }: PurseTerms,
  points: number,
  spent: { byAll: number; byMember: number },
): void {
  const [ofAll, ofMember] = [Math.max(spentPerMonth - spent.byAll, 0), Math.max(memberPerMonth - spent.byMember, 0)]
  if (points > ofAll) throw new Refusal('conflict', 'household_purse_limit', { limit: spentPerMonth, left: ofAll })
  if (points > ofMember)
    throw new Refusal('conflict', 'household_purse_member_limit', { limit: memberPerMonth, left: ofMember })
}
