import { z } from '../../web/api.ts'
import type { Category, Report, ReportPhoto } from '../queries.ts'
import { standingShown } from './labels.ts'
import { placeShown } from './place/rules.ts'
import type { Told } from './timeline.ts'

const instant = z.iso.datetime().nullable()
const both = z.object({ zh: z.string(), en: z.string() })

/** A report as anybody reads it who may see it. Its reporter is in none. */
export const ReportShape = z
  .object({
    id: z.string(),
    number: z.string().openapi({ example: 'R-2026-000123' }),
    kind: z.enum(['problem', 'praise']),
    category: z.string(),
    status: z.string().openapi({ example: 'reported_in' }),
    statusText: both,
    words: z.string(),
    address: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    areaId: z.string(),
    followers: z.int(),
    photos: z.array(z.object({ url: z.string(), role: z.string() })),
    filedAt: z.iso.datetime(),
    acceptedAt: instant,
    promisedAt: instant,
    resolvedAt: instant,
    closedAt: instant,
    verdict: z.string().nullable(),
    version: z.int(),
  })
  .openapi('Report')

export const ReportStory = ReportShape.extend({
  duty: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      reportInDueAt: z.iso.datetime(),
      reportedInAt: instant,
      resolveDueAt: z.iso.datetime(),
      resolvedAt: instant,
    }),
  ),
  events: z.array(z.object({ at: z.iso.datetime(), what: both, words: z.string() })),
  question: z.string().nullable().openapi({ description: 'What staff wait to hear from the reporter' }),
}).openapi('ReportStory')

export const CategoryShape = z
  .object({
    id: z.string(),
    kind: z.enum(['problem', 'praise']),
    group: both,
    name: both,
    description: both,
    isPrivate: z.boolean(),
    questions: z.array(z.object({}).loose()),
  })
  .openapi('ReportCategory')

type Shown = {
  report: Report
  category: Pick<Category, 'isPlaceExact'>
  photos: readonly ReportPhoto[]
  isPublicly: boolean
}

const iso = (at: Date | null) => at?.toISOString() ?? null

export function reportShown({ report, category: kindOf, photos, isPublicly }: Shown) {
  const { id, number, kind, categoryId: category, status, publicWords, areaId } = report
  const { address, latitude, longitude } = isPublicly ? placeShown(report, kindOf) : report
  return {
    ...{ id, number, kind, category, status, statusText: standingShown(report).word, address, latitude, longitude },
    ...{ areaId, followers: report.followers, verdict: report.verdict, version: report.version },
    words: isPublicly ? (publicWords ?? report.words) : report.words,
    photos: photos.map(({ photoId, role }) => ({ url: `/reports/${id}/photos/${photoId}`, role })),
    filedAt: report.filedAt.toISOString(),
    ...{ acceptedAt: iso(report.acceptedAt), promisedAt: iso(report.promisedAt) },
    ...{ resolvedAt: iso(report.resolvedAt), closedAt: iso(report.closedAt) },
  }
}

export const toldShown = ({ at, what, words }: Told) => ({ at: at.toISOString(), what, words })

export const categoryShown = ({ id, kind, groupName: group, name, description, isPrivate, questions }: Category) => ({
  ...{ id, kind, group, name, description, isPrivate, questions: questions as { [key: string]: unknown }[] },
})
