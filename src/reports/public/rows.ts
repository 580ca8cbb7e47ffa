import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Db } from '../../../db/database.ts'
import { areaChanges } from '../../areas/queries.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import { timeText } from '../../web/ui.tsx'
import type { Lang } from '../../web/words.ts'
import { categoryChanges } from '../categories/queries.ts'
import { firstPhotos } from '../likely/queries.ts'
import type { Category, Report } from '../queries.ts'
import { standingShown } from './labels.ts'
import { placeShown } from './place/rules.ts'
import { reportsForRows } from './queries.ts'

type Brief = Pick<Report, 'id' | 'version' | 'followers'>

/** Rows already drawn, by what they show: a row drawn once is a lookup until it changes. */
const drawn = new Map<string, string>()
const drawnMax = 20_000

/** A row shows the names of its area and category, and the place as exactly as the category says. */
const surroundings = keepWhileUnchanged<string>()
const surroundingsOf = (db: Db, now: Date) =>
  surroundings(db, now, '', async () => `${await areaChanges(db)}.${await categoryChanges(db)}`)

const keyOf = ({ id, version, followers }: Brief, around: string) => `${around} ${version}.${followers}.${id}`

/** The public list's rows. Only rows that nobody has drawn yet are read whole; JSX would cost ten times as much. */
export async function reportRows(db: Db, rows: readonly Brief[], lang: Lang, now: Date): Promise<HtmlEscapedString> {
  const around = `${lang}${await surroundingsOf(db, now)}`
  const missing = rows.filter((row) => !drawn.has(keyOf(row, around)))
  if (missing.length) await draw(db, missing, lang, around)
  let list = ''
  for (const row of rows) list += drawn.get(keyOf(row, around)) ?? ''
  return raw(list)
}

async function draw(db: Db, missing: readonly Brief[], lang: Lang, around: string) {
  if (drawn.size > drawnMax) drawn.clear()
  const ids = missing.map(({ id }) => id)
  const [read, photos] = [await reportsForRows(db, ids), await firstPhotos(db, ids)]
  // Drawn under the key it was asked by: a row that changed in between is drawn again at the next request.
  const keys = new Map(missing.map((row) => [row.id, keyOf(row, around)]))
  for (const { report, category, areaName } of read)
    drawn.set(
      keys.get(report.id) as string,
      String(await reportRow({ report, category, areaName, photoId: photos.get(report.id) }, lang)),
    )
}

type Row = { report: Report; category: Category; areaName: string; photoId: string | undefined }

/** What everybody reads of a report in a list. */
export function reportRow({ report, category, areaName, photoId }: Row, lang: Lang) {
  const { id, publicWords, words, filedAt, followers } = report
  const { word, tone } = standingShown(report)
  const picture = photoId ? html`<img src="/reports/${id}/photos/${photoId}/small" alt="" loading="lazy">` : ''
  const also = followers > 0 ? html`<span>${lang === 'zh' ? `${followers} 人也遇到` : `+${followers}`}</span>` : ''
  const where = [areaName, placeShown(report, category).address].filter(Boolean).join(' · ')
  return html`<li><a class="card report-row" href="/reports/${id}">${picture}<span class="report-row-main"><strong>${category.name[lang]}</strong><span class="clamp">${(publicWords ?? words).slice(0, 120)}</span><span class="muted">${where}</span><span class="meta"><span class="chip ${tone}">${word[lang]}</span><time datetime="${filedAt.toISOString()}">${timeText(filedAt, lang)}</time>${also}</span></span></a></li>`
}
