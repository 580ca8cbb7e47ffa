/** A use of money with the second person's answer, where there is one. */
type Use = { amountFen: number; isConfirmed: boolean | null }

/** What was used, as far as a second person confirmed it. */
export const usedFen = (uses: readonly Use[]) => sum(uses.filter(({ isConfirmed }) => isConfirmed))

/** What may still be entered as used: what waits to be confirmed is taken for used, what would come back is not there yet. */
export const leftFen = (givenFen: number, uses: readonly Use[]) =>
  givenFen - usedFen(uses) - sum(uses.filter(({ isConfirmed, amountFen }) => isConfirmed === null && amountFen > 0))

/** Whether some of it is used, or said to be and not yet looked at. */
export const isAnyUsed = (uses: readonly Use[]) =>
  usedFen(uses) !== 0 || uses.some(({ isConfirmed }) => isConfirmed === null)

/** What may still be taken back of what was confirmed. */
export const reversibleFen = (uses: readonly Use[]) =>
  usedFen(uses) + sum(uses.filter(({ isConfirmed, amountFen }) => isConfirmed === null && amountFen < 0))

const sum = (uses: readonly Use[]) => uses.reduce((total, { amountFen }) => total + amountFen, 0)
