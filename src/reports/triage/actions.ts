import type { Tx } from '../../../db/database.ts'
import type { Matter } from '../../../db/schema/reports.ts'
import { areaById } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { categoryById, categoryInUse } from '../categories/queries.ts'
import { firstOfSpot } from '../filing/spots.ts'
import { moveReport } from '../move.ts'
import { payAccepted, takeBackPay } from '../pay.ts'
import { type Report, reportById } from '../queries.ts'
import { callAutomatically } from '../routing/calling.ts'
import { objectionDays, type RefusalReason, refusalReasons } from '../rules.ts'
import { tellReporter } from '../tell.ts'
import { withdrawAll } from '../whistles/clocks.ts'

/** `version` is the one the form was drawn from. */
export type Act = { reportId: string; version: number; actor: Actor; now: Date }

type Accept = Act & {
  matter: Matter
  categoryId: string
  urgency: Report['urgency']
  areaId?: string | undefined
  /** No rule calls by itself: somebody calls in the same step. */
  waits?: boolean
}

/**
 * Takes a problem on: whose matter it is (三事分流), of which category and how urgent. The first valid reporter of a
 * spot is paid in the same transaction, and the report becomes public unless its category is private. Where the city
 * has set a routing rule to call by itself, those whom it names are whistled for at once.
 *
 * @throws Refusal `praise_is_thanked`, `category_missing`, and what `moveReport` throws
 */
export async function acceptReport(tx: Tx, input: Accept): Promise<Report> {
  const { reportId, version, matter, categoryId, urgency, areaId, waits, actor, now } = input
  const report = await reportById(tx, reportId)
  if (report.kind !== 'problem') throw new Refusal('conflict', 'praise_is_thanked')
  const category = await categoryInUse(tx, categoryId)
  if (category.kind !== 'problem') throw new Refusal('invalid', 'category_missing', { field: 'categoryId' })
  const area = await areaById(tx, areaId ?? report.areaId)
  const sorted = { ...report, categoryId, areaId: area.id, areaPath: area.path }
  const first = await firstOfSpot(tx, sorted)
  // What was split off earns nothing more, even where it is sorted anew.
  const isFirst = first.id === report.id && !report.splitFrom
  const accepted = await moveReport(
    tx,
    {
      ...{ report, step: 'accept', version, actor, now },
      details: { matter, categoryId, areaId: area.id, ...(isFirst ? {} : { first: first.number }) },
    },
    {
      ...{ matter, categoryId, urgency, areaId: area.id, areaPath: area.path },
      ...{ isFirst, isPublic: !category.isPrivate, acceptedAt: report.acceptedAt ?? now },
    },
  )
  await payAccepted(tx, { report: accepted, actorId: actor.id, now })
  await tellReporter(tx, {
    ...{ report: accepted, key: `accepted-${accepted.version}`, now },
    title: { zh: `${accepted.number} 已受理`, en: `${accepted.number} accepted` },
    body: {
      zh: `“${category.name.zh}”的问题已经受理，会交给负责的单位处理。`,
      en: `Your report (${category.name.en}) was accepted and goes to whoever is responsible.`,
    },
  })
  return waits ? accepted : callAutomatically(tx, accepted, actor, now)
}

/** Praise is shown to everybody and needs nobody to come. It earns nothing: honour is not bought with praise. */
export async function thankReport(tx: Tx, { reportId, version, actor, now }: Act): Promise<Report> {
  const report = await reportById(tx, reportId)
  if (report.kind !== 'praise') throw new Refusal('conflict', 'problem_is_accepted')
  const { isPrivate } = await categoryById(tx, report.categoryId)
  const thanked = await moveReport(
    tx,
    { report, step: 'thank', version, actor, now },
    { isPublic: !isPrivate, acceptedAt: now, closedAt: now },
  )
  await tellReporter(tx, {
    ...{ report: thanked, key: `thanked-${thanked.version}`, now },
    title: { zh: '您的点赞已经送到', en: 'Your praise has arrived' },
    body: { zh: `${thanked.number} 已公开，谢谢您。`, en: `${thanked.number} is public now. Thank you.` },
  })
  return thanked
}

type Refuse = Act & { reason: RefusalReason; words: string }

/**
 * Says no, with one of the listed reasons and words to the reporter, who may object once.
 *
 * @throws Refusal `residents_words_needed` and what `moveReport` throws
 */
export async function refuseReport(tx: Tx, { reportId, version, reason, words, actor, now }: Refuse): Promise<Report> {
  if (!words) throw new Refusal('invalid', 'residents_words_needed', { field: 'words' })
  const report = await reportById(tx, reportId)
  const refused = await moveReport(
    tx,
    { report, step: 'refuse', version, words, details: { reason }, actor, now },
    { refusalReason: reason, isPublic: false, closedAt: now, waitingFrom: null, nextAt: null, unpaid: '' },
  )
  await withdrawAll(tx, { report: refused, why: words, actor, now })
  await tellRefused(tx, refused, `${refusalReasons[reason].zh}。${words}`, now)
  return refused
}

/**
 * What was taken on turns out to be false: it is refused after all, and what it earned is taken back. The reporter is
 * told why and may appeal.
 */
export async function falsifyReport(tx: Tx, { reportId, version, words, actor, now }: Act & { words: string }) {
  if (!words) throw new Refusal('invalid', 'residents_words_needed', { field: 'words' })
  const report = await reportById(tx, reportId)
  const refused = await moveReport(
    tx,
    { report, step: 'falsify', version, words, details: { reason: 'untrue' }, actor, now },
    { refusalReason: 'untrue', isPublic: false, closedAt: now, waitingFrom: null, nextAt: null, unpaid: '' },
  )
  await withdrawAll(tx, { report: refused, why: words, actor, now })
  await takeBackPay(tx, { report: refused, reason: `${report.number}：${words}`, actorId: actor.id, now })
  await tellRefused(tx, refused, words, now)
  return refused
}

const tellRefused = (tx: Tx, report: Report, words: string, now: Date) =>
  tellReporter(tx, {
    ...{ report, key: `refused-${report.version}`, now },
    title: { zh: `${report.number} 未予受理`, en: `${report.number} was not taken on` },
    body: {
      zh: `${words} 如有异议，${objectionDays} 天内可以说明一次。`,
      en: `${words} You may object once within ${objectionDays} days.`,
    },
  })
