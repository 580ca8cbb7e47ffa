import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import { Decimal, type Singulars, sparkTime, type Tree } from '../../web/spark.ts'
import { placeShown } from '../public/place/rules.ts'
import { withoutNumbers } from '../public/words/rules.ts'
import type { Category, Report, ReportEvent } from '../queries.ts'
import { confidentialSteps } from '../rules.ts'
import { attributeOf, openOrClosed, updateStatuses } from './rules.ts'

/** What one item of each list is called in XML. */
export const singulars: Singulars = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  service_request_updates: 'request_update',
  notes: 'note',
  photos: 'photo',
  value: 'item',
}

export const serviceTree = (category: Category): Tree => ({
  service_code: category.id,
  service_name: category.name.zh,
  description: category.description.zh,
  metadata: category.questions.length > 0,
  type: 'realtime',
  keywords: [...category.keywords, ...(category.isPrivate ? ['private'] : [])].join(','),
  group: category.groupName.zh,
})

export const definitionTree = (category: Category): Tree => ({
  service_code: category.id,
  attributes: category.questions.map(attributeOf),
})

export type Shown = {
  report: Report
  category: Category
  agency: string | undefined
  photos: readonly string[]
  baseUrl: string
}

/** About eleven meters: near enough to find the hole, and no closer to anybody's door. */
const shownDegrees = (degrees: number | null) => (degrees === null ? null : new Decimal(Number(degrees.toFixed(4))))

export function requestTree({ report, category, agency, photos, baseUrl }: Shown): { [name: string]: Tree } {
  const { latitude, longitude, address } = placeShown(report, category)
  const position = latitude === null ? '' : `${latitude.toFixed(4)},${(longitude as number).toFixed(4)}`
  return {
    service_request_id: report.number,
    status: openOrClosed(report.status),
    status_notes: report.verdict ?? '',
    service_name: category.name.zh,
    service_code: category.id,
    description: report.publicWords ?? report.words,
    agency_responsible: agency ?? '',
    service_notice: '',
    requested_datetime: sparkTime(report.filedAt),
    updated_datetime: sparkTime(report.updatedAt),
    expected_datetime: report.promisedAt ? sparkTime(report.promisedAt) : '',
    address: address || position || report.number,
    address_id: '',
    zipcode: '',
    lat: shownDegrees(latitude),
    long: shownDegrees(longitude),
    media_url: photos[0] ? `${baseUrl}/photos/${photos[0]}` : '',
  }
}

/** What somebody wrote freely may name a person; a choice, a number and a time do not. */
const isTold = ({ datatype }: CategoryQuestion) => datatype !== 'string' && datatype !== 'text'

/** What `extensions=true` adds, in the shape that San Francisco uses. */
export const extensionTree = ({ report, category, photos, baseUrl }: Shown, notes: readonly ReportEvent[]) => ({
  attributes: category.questions.filter(isTold).flatMap((question) => {
    const answer = report.answers[question.code]
    if (answer === undefined) return []
    const keys = Array.isArray(answer) ? answer : [answer]
    const named = keys.map((key) => question.values?.find((value) => value.key === key)?.zh ?? key)
    return [{ code: question.code, label: question.label.zh, name: question.code, value: named.join('、') }]
  }),
  notes: notes.map(({ at, words, step }) => ({
    ...{ datetime: sparkTime(at), description: withoutNumbers(words), type: step },
  })),
  photos: photos.map((id) => ({ media_url: `${baseUrl}/photos/${id}` })),
})

export const updateTree = (event: ReportEvent, number: string): Tree => ({
  update_id: event.id,
  service_request_id: number,
  status: updateStatuses[event.to as Report['status']] ?? 'unchanged',
  updated_datetime: sparkTime(event.at),
  description: confidentialSteps.has(event.step) ? '' : withoutNumbers(event.words),
  media_url: '',
})
