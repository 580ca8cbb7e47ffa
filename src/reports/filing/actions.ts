import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { reportPhotos, reports } from '../../../db/schema/reports.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, isSignedIn, nobody } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { keepPhoto } from '../../photos/actions.ts'
import { likePhotos } from '../../photos/likeness/queries.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { categoryInUse } from '../categories/queries.ts'
import { type Answers, checkedAnswers } from '../categories/rules.ts'
import { noteReport } from '../move.ts'
import { publicWordsOf } from '../public/words/rules.ts'
import type { Report, ReportPhoto } from '../queries.ts'
import { assertComplete, type Placed, samePictureBitsMax } from './rules.ts'
import { reportGrams } from './search.ts'

export type SentPhoto = { prepared: PreparedPhoto; role: ReportPhoto['role'] }

export type NewReport = Placed & {
  /** The sender's id of this act. */
  key: string
  categoryId: string
  words: string
  answers: Answers
  areaId: string
  placeFrom: Report['placeFrom']
  /** Stored already, see `storePhotos`. */
  photos: readonly SentPhoto[]
  anonymous: boolean
  channel: Report['channel']
  /** The solved report whose problem has come back. */
  againOf?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Files a problem or praise. It is not public before somebody has accepted it.
 *
 * @returns its id; the same key again gives the first one's
 * @throws Refusal what `assertComplete` and `checkedAnswers` throw, `category_missing`, `area_missing`,
 *   `photo_sent_before` with the number of the report it came with
 */
export function fileReport(tx: Tx, report: NewReport): Promise<string> {
  const { key, photos, now, ...given } = report
  // Who files without a name leaves none here either: what was asked is kept under nobody's.
  const { actor, ...said } = { ...given, actor: given.anonymous ? nobody : given.actor }
  const content = ['fileReport', said, photos.map(({ prepared }) => prepared.exactHash)]
  return once(tx, { key, actorId: actor.id, content, now }, () => enter(tx, { ...report, actor }))
}

async function enter(tx: Tx, report: NewReport): Promise<string> {
  const { categoryId, words, areaId, photos, anonymous, channel, placeFrom, actor, now } = report
  const category = await categoryInUse(tx, categoryId)
  assertComplete({ ...report, kind: category.kind }, photos.length)
  const answers = checkedAnswers(category.questions, report.answers)
  const area = await areaById(tx, areaId)
  for (const { prepared } of photos) await assertNew(tx, prepared)

  const { latitude = null, longitude = null, address, againOf = null } = report
  const number = await nextNumber(tx, now)
  const reporterId = anonymous || !isSignedIn(actor) ? null : actor.id
  const name = reporterId ? (await personById(tx, reporterId)).displayName : undefined
  const publicWords = publicWordsOf({ words, address, name })
  const row = {
    ...{ id: newId(now), number, kind: category.kind, categoryId, words, publicWords, answers, againOf, reporterId },
    ...{ areaId, areaPath: area.path, latitude, longitude, address, placeFrom, channel },
    ...reportGrams({ number, words, address, publicWords }),
    ...{ urgency: category.urgency, status: 'filed' as const, filedAt: now, updatedAt: now, version: 1 },
  }
  await tx.insert(reports).values(row)
  await keepReportPhotos(tx, { report: row, photos, ownerId: row.reporterId ?? 'nobody', now })
  await noteReport(tx, { report: row, from: null, step: 'file', actorId: row.reporterId ?? 'nobody', now })
  return row.id
}

type KeepPhotos = {
  report: Pick<Report, 'id' | 'areaPath'>
  photos: readonly SentPhoto[]
  ownerId: string
  whistleId?: string | undefined
  now: Date
}

export async function keepReportPhotos(tx: Tx, { report, photos, ownerId, whistleId, now }: KeepPhotos): Promise<void> {
  for (const [position, { prepared, role }] of photos.entries()) {
    const use = { purpose: 'report', subjectId: report.id, ownerId, areaPath: report.areaPath } as const
    const photoId = await keepPhoto(tx, { prepared, ...use, now })
    const row = { reportId: report.id, photoId, role, whistleId: whistleId ?? null, position, at: now }
    await tx.insert(reportPhotos).values(row).onConflictDoNothing()
  }
}

/**
 * One photo is one problem: a picture that came with any report before is refused.
 *
 * @throws Refusal `photo_sent_before`
 */
export async function assertNew(tx: Tx, prepared: PreparedPhoto): Promise<void> {
  const [likest] = await likePhotos(tx, prepared, { purposes: ['report'] })
  if (likest && likest.bits <= samePictureBitsMax)
    throw new Refusal('conflict', 'photo_sent_before', { field: 'photos' })
}

export async function nextNumber(tx: Tx, now: Date): Promise<string> {
  return yearlyNumber(tx, 'R', now)
}
