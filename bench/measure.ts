/** One line of the result: our rate beside the limit's, both measured in turn in the same run. */
export type Measured = { target: string; what: string; ours: number[]; limit: number[]; atLeast: number; note?: string }

type Race = {
  target: string
  what: string
  /** Each runs one round and returns how many acts a second it made. */
  ours: () => Promise<number>
  limit: () => Promise<number>
  atLeast: number
  rounds?: number
  /** Rounds before the first that counts: code is compiled, statements are planned, tables stop being empty. */
  warmUps?: number
}

/** Runs both in turn, so that a busy moment of the machine meets both. */
export async function race({ ours, limit, rounds = 7, warmUps = 1, ...rest }: Race): Promise<Measured> {
  const measured: Measured = { ...rest, ours: [], limit: [] }
  for (let round = 0; round < warmUps + rounds; round++) {
    const [limitRate, ourRate] = [await limit(), await ours()]
    if (round < warmUps) continue
    measured.limit.push(limitRate)
    measured.ours.push(ourRate)
  }
  return measured
}

/** Acts a second of `work`, called until so much time has gone by. `work` says how many acts a call made. */
export async function rateOf(work: () => Promise<number> | number, milliseconds = 400): Promise<number> {
  const started = performance.now()
  let acts = 0
  while (performance.now() - started < milliseconds) acts += await work()
  return (acts * 1000) / (performance.now() - started)
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

const spread = (numbers: readonly number[]) =>
  `${rounded(median(numbers))}/s (${rounded(Math.min(...numbers))}–${rounded(Math.max(...numbers))})`

const rounded = (number: number) => Math.round(number).toLocaleString('en')

export function print({ target, what, ours, limit, atLeast, note }: Measured) {
  const ratio = median(ours) / median(limit)
  const verdict = ratio >= atLeast ? 'reached' : 'MISSED'
  console.log(`${target}  ${what}`)
  console.log(`    ours ${spread(ours)}   limit ${spread(limit)}`)
  console.log(`    ratio ${ratio.toFixed(2)}   target ≥ ${atLeast}   ${verdict}${note ? `   ${note}` : ''}\n`)
}
