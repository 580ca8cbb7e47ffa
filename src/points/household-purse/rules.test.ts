import { expect, it } from 'vitest'
import { assertWithinPurse } from './rules.ts'

const terms = { spentPerMonth: 300, memberPerMonth: 200 }

it.each([
  [200, { byAll: 100, byMember: 0 }, null],
  [201, { byAll: 0, byMember: 0 }, 'household_purse_member_limit'],
  [1, { byAll: 300, byMember: 0 }, 'household_purse_limit'],
  [1, { byAll: 299, byMember: 200 }, 'household_purse_member_limit'],
])('%i points after %o: %s', (points, spent, code) => {
  const asking = () => assertWithinPurse(terms, points, spent)
  if (code) expect(asking).toThrow(code)
  else expect(asking).not.toThrow()
})
