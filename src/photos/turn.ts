import { Refusal } from '../kit/refusal.ts'

/**
 * Runs heavy work a few at a time, first come, first served. Too many waiting are refused as `photo_busy`.
 *
 * @example const twoAtOnce = turns({ running: 2, waiting: 40 }); await twoAtOnce(() => decode(bytes))
 */
export function turns({ running: runningMax, waiting: waitingMax }: { running: number; waiting: number }) {
  let running = 0
  const waiting: (() => void)[] = []

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= waitingMax) throw new Refusal('busy', 'photo_busy', { retryAfterSeconds: 5 })
    if (running >= runningMax) await new Promise<void>((go) => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      // The place is handed on, not given up and taken again: nobody can slip in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/** A decoded phone photo takes up to 150 MB for a moment: two at once, the others wait. */
export const inTurn = turns({ running: 2, waiting: 40 })

/** HEIC and AVIF cannot be decoded piece by piece: up to 400 MB in a process of their own, so one at a time. */
export const inHeavyTurn = turns({ running: 1, waiting: 20 })
