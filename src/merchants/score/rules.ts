import type { CheckKind, CheckResult, HonestyLevel, Part, PartFact } from '../../../db/schema/merchants.ts'

/** The numbers of the rule book's document `MERCHANTS` that a score is made with. */
export type ScoreTerms = {
  licencePoints: number
  complaintPoints: number
  checkPoints: number
  frontPoints: number
  complaintLoss: number
  fadeMonths: number
  checkMonths: number
  serviceHours: number
  levelA: number
  levelB: number
  levelC: number
}

export type ScoreFacts = {
  licence: { id: string; until: string | null } | undefined
  checks: readonly { id: string; kind: CheckKind; result: CheckResult; day: string }[]
  /** Complaints that were upheld and stand, each thing once. */
  complaints: readonly { id: string; number: string; day: string }[]
  /** Service of the owner in the year before. */
  service: readonly { id: string; minutes: number; day: string }[]
}

export type Score = { score: number; level: HonestyLevel; parts: Part[] }

/**
 * The honesty score on a calendar day, 0 to 100: five parts that add up, each with the facts it rests on. What nobody has
 * looked at yet earns nothing.
 *
 * @param facts what was known by then; what is too old is left out here
 */
export function scoreOf(facts: ScoreFacts, terms: ScoreTerms, day: string): Score {
  const parts = [
    licencePart(facts, terms, day),
    complaintsPart(facts, terms, day),
    checksPart(facts, terms, day),
    frontPart(facts, terms, day),
    servicePart(facts, terms),
  ]
  const score = parts.reduce((sum, { points }) => sum + points, 0)
  return { score, level: levelOf(score, terms), parts }
}

export function levelOf(score: number, { levelA, levelB, levelC }: ScoreTerms): HonestyLevel {
  if (score >= levelA) return 'A'
  if (score >= levelB) return 'B'
  return score >= levelC ? 'C' : 'none'
}

/** Half for a licence that holds, half for the last look at the tax standing. */
function licencePart({ licence, checks }: ScoreFacts, terms: ScoreTerms, day: string): Part {
  const [forLicence, forTax] = halves(terms.licencePoints)
  const holds = licence !== undefined && (licence.until === null || licence.until >= day)
  const points = holds ? forLicence : 0
  const facts: PartFact[] = licence
    ? [{ kind: 'licence', id: licence.id, result: holds ? 'good' : 'bad', day: licence.until ?? '', points }]
    : []
  const tax = recent(checks, 'tax', terms, day).at(-1)
  if (!tax) return { part: 'licence', points, max: terms.licencePoints, facts }
  const taxPoints = Math.round((forTax * worth[tax.result]) / 2)
  facts.push({ kind: 'tax', id: tax.id, result: tax.result, day: tax.day, points: taxPoints })
  return { part: 'licence', points: points + taxPoints, max: terms.licencePoints, facts }
}

function complaintsPart({ complaints }: ScoreFacts, terms: ScoreTerms, day: string): Part {
  let points = terms.complaintPoints
  const facts: PartFact[] = []
  for (const complaint of inOrder(complaints)) {
    // The last one takes no more than is left, so that what is shown adds up to what is counted.
    const loss = Math.min(points, lossOf(complaint.day, terms, day))
    points -= loss
    facts.push({ kind: 'complaint', id: complaint.id, result: complaint.number, day: complaint.day, points: 0 - loss })
  }
  return { part: 'complaints', points, max: terms.complaintPoints, facts }
}

/** What an upheld complaint still takes: all at first, less with every month, nothing in the end. */
export function lossOf(upheldOn: string, { complaintLoss, fadeMonths }: ScoreTerms, day: string): number {
  const left = fadeMonths - Math.max(0, wholeMonths(upheldOn, day))
  return left <= 0 ? 0 : Math.ceil((complaintLoss * left) / fadeMonths)
}

function checksPart({ checks }: ScoreFacts, terms: ScoreTerms, day: string): Part {
  const [forPrice, forHygiene] = halves(terms.checkPoints)
  const price = recent(checks, 'price', terms, day)
  const hygiene = recent(checks, 'hygiene', terms, day)
  return {
    part: 'checks',
    points: averaged(price, forPrice) + averaged(hygiene, forHygiene),
    max: terms.checkPoints,
    facts: [...price, ...hygiene].map(factOf),
  }
}

function frontPart({ checks }: ScoreFacts, terms: ScoreTerms, day: string): Part {
  const front = recent(checks, 'front', terms, day)
  return { part: 'front', points: averaged(front, terms.frontPoints), max: terms.frontPoints, facts: front.map(factOf) }
}

function servicePart({ service }: ScoreFacts, terms: ScoreTerms): Part {
  const max = servicePoints(terms)
  // A correction of an older record may stand alone in the year.
  const minutes = Math.max(
    0,
    service.reduce((sum, record) => sum + record.minutes, 0),
  )
  const points = Math.min(max, Math.floor((max * minutes) / (terms.serviceHours * 60)))
  const facts = inOrder(service).map(({ id, minutes: length, day }) => ({
    kind: 'service',
    id,
    result: String(length),
    day,
  }))
  return { part: 'service', points, max, facts }
}

/** Whatever the four other parts leave of a hundred. */
export const servicePoints = ({ licencePoints, complaintPoints, checkPoints, frontPoints }: ScoreTerms) =>
  100 - licencePoints - complaintPoints - checkPoints - frontPoints

type Check = ScoreFacts['checks'][number]

/** Halves of a point: a flaw is worth half of a good one. */
const worth: Record<CheckResult, number> = { good: 2, flaw: 1, bad: 0 }

const averaged = (checks: readonly Check[], max: number) =>
  checks.length === 0
    ? 0
    : Math.floor((max * checks.reduce((sum, { result }) => sum + worth[result], 0)) / (2 * checks.length))

/** The checks of a kind that still count, the oldest first. */
const recent = (checks: readonly Check[], kind: CheckKind, { checkMonths }: ScoreTerms, day: string) =>
  inOrder(checks.filter((check) => check.kind === kind && wholeMonths(check.day, day) < checkMonths))

const factOf = ({ kind, id, result, day }: Check): PartFact => ({ kind, id, result, day })

const halves = (points: number) => [Math.ceil(points / 2), Math.floor(points / 2)] as const

const inOrder = <Fact extends { id: string; day: string }>(facts: readonly Fact[]): Fact[] =>
  [...facts].sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1))

/** Months that have passed whole between two calendar days: from the 15th to the 14th is none. */
export function wholeMonths(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number]
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number]
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0)
}

/** What nobody has looked at within the time that checks count for: of price and hygiene one is enough. */
export function missingChecks({ checks }: ScoreFacts, terms: ScoreTerms, day: string): CheckKind[] {
  const isMissing = (kind: CheckKind) => recent(checks, kind, terms, day).length === 0
  const missing = (['tax', 'front'] as const).filter(isMissing)
  return isMissing('price') && isMissing('hygiene') ? [...missing, 'hygiene'] : missing
}
