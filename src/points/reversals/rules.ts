/** Where the points of a wrong grant are when it is taken back. */
export type Whereabouts = { pending: number; available: number; elsewhere: number }

/**
 * What taking back a grant does: what is still there goes back to the budget; what was spent or is set aside for an
 * order becomes debt, as far as the owner's debt may grow; the rest is written off.
 *
 * @param owed the owner's debt so far, 0 or above
 */
export function splitReversal({ pending, available, elsewhere }: Whereabouts, owed: number, debtMax: number) {
  const debt = Math.min(elsewhere, Math.max(0, debtMax - owed))
  return { pending, available, debt, writtenOff: elsewhere - debt }
}
