import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import { fromCityTime, hour, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Outbound } from '../../kit/services.ts'
import { sparkTime } from '../../web/spark.ts'
import type { Answers } from '../categories/rules.ts'
import { type Peer, readQuestions } from './client.ts'
import type { PeerRow } from './queries.ts'

const keptMilliseconds = hour
/** One that did not say is left alone for a while: staff who open the page do not wait for it again and again. */
const silentMilliseconds = minute
const keptMax = 1000
const kept = new Map<string, { until: number; questions: CategoryQuestion[] }>()

type Ask = { outbound: Outbound; row: PeerRow; peer: Peer; serviceCode: string; now: Date }

/**
 * What another system asks of a kind of request; read once an hour. One that does not say is asked nothing: should it
 * miss something, it refuses the request, and staff read why.
 */
export async function questionsThere({ outbound, row, peer, serviceCode, now }: Ask): Promise<CategoryQuestion[]> {
  const key = `${row.id} ${peer.url} ${serviceCode}`
  const known = kept.get(key)
  if (known && known.until > now.getTime()) return known.questions
  const questions = await readQuestions(outbound, peer, serviceCode).catch(nothingSaid)
  if (kept.size >= keptMax) kept.clear()
  kept.set(key, {
    until: now.getTime() + (questions ? keptMilliseconds : silentMilliseconds),
    questions: questions ?? [],
  })
  return questions ?? []
}

function nothingSaid(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
}

/** Times as the standard writes them: what was typed is the city's. */
export const answersSent = (questions: readonly CategoryQuestion[], answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([code, answer]) => {
      const isTime = questions.some((one) => one.code === code && one.datatype === 'datetime')
      const at = isTime && typeof answer === 'string' ? fromCityTime(answer) : undefined
      return [code, at ? sparkTime(at) : answer]
    }),
  )
