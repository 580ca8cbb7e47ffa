import { Refusal } from '../kit/refusal.ts'

/** A decoded phone photo takes up to 200 MB for a moment: two at once, the others wait. */
const runningMax = 2
const waitingMax = 40

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs heavy work two at a time, first come, first served.
 *
 * @throws Refusal `photo_busy` when too many wait already
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
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
