import { limit } from '../../web/limits.ts'

/** Faster than any queue at a counter moves, and far too slow to guess the number of somebody's order. */
export const scansOf = limit('counter_scans', 120, 60)
