import { limit } from '../../web/limits.ts'

/** Faster than any queue at a shop moves, and far too slow to guess a code or to fill a table with nonsense. */
export const scansAtShop = limit('shop_scans', 120, 60)
/** Somebody pays with one phone. */
export const confirmationsOf = limit('shop_confirmations', 20, 60)
