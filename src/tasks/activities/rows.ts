import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Db } from '../../../db/database.ts'
import { areaChanges } from '../../areas/queries.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import { timeText } from '../../web/ui.tsx'
import type { Lang } from '../../web/words.ts'
import { categoryLabels, kindLabels } from './labels.ts'
import { type Activity, activitiesForRows } from './queries.ts'

type Brief = Pick<Activity, 'id' | 'version' | 'taken'>

/** Rows already drawn, by what they show: a row drawn once is a lookup until it changes. */
const drawn = new Map<string, string>()
const drawnMax = 20_000

/** A row shows the name of its area. */
const renamed = keepWhileUnchanged<number>()

const keyOf = ({ id, version, taken }: Brief, around: string) => `${around} ${version}.${taken}.${id}`

/** The public list's rows. Only rows that nobody has drawn yet are read whole; JSX would cost ten times as much. */
export async function activityRows(db: Db, rows: readonly Brief[], lang: Lang, now: Date): Promise<HtmlEscapedString> {
  const around = `${lang}${await renamed(db, now, '', () => areaChanges(db))}`
  const missing = rows.filter((row) => !drawn.has(keyOf(row, around)))
  if (missing.length) await draw(db, missing, lang, around)
  let list = ''
  for (const row of rows) list += drawn.get(keyOf(row, around)) ?? ''
  return raw(list)
}

async function draw(db: Db, missing: readonly Brief[], lang: Lang, around: string) {
  if (drawn.size > drawnMax) drawn.clear()
  const read = await activitiesForRows(
    db,
    missing.map(({ id }) => id),
  )
  // Drawn under the key it was asked by: a row that changed in between is drawn again at the next request.
  const keys = new Map(missing.map((row) => [row.id, keyOf(row, around)]))
  for (const { activity, areaName } of read)
    drawn.set(keys.get(activity.id) as string, String(await activityRow(activity, areaName, lang)))
}

function activityRow(activity: Activity, areaName: string, lang: Lang) {
  const { id, title, kind, category, place } = activity
  return html`<li><a class="card task-row" href="/tasks/${id}"><h2>${title}</h2><p>${whenText(activity, lang)}</p><p class="muted">${areaName} · ${place}</p><p class="task-row-foot"><span class="chip">${kindLabels[kind][lang]}</span><span class="chip">${categoryLabels[category][lang]}</span>${placesChip(activity, lang)}<span class="points">${earnText(activity, lang)}</span></p></a></li>`
}

/** `3月1日 周日 09:00–11:00`; for tasks to be done any time, until when. */
export function whenText({ checkIn, startsAt, endsAt }: Activity, lang: Lang): string {
  const end = timeText(endsAt, lang)
  if (checkIn === 'none') return lang === 'zh' ? `${end} 前随时可做` : `Any time before ${end}`
  const start = timeText(startsAt, lang)
  const sameDay = endsAt.getTime() - startsAt.getTime() < 12 * 3_600_000 && end.slice(0, -5) === start.slice(0, -5)
  return `${start}–${sameDay ? end.slice(-5) : end}`
}

/** What one earns, at most, in a few characters. */
export function earnText({ kind, pointsEach, startsAt, endsAt }: Activity, lang: Lang): string {
  if (kind === 'point_task') return lang === 'zh' ? `+${pointsEach} 分` : `+${pointsEach} pts`
  const hours = Math.floor((endsAt.getTime() - startsAt.getTime()) / 900_000) / 4
  return lang === 'zh' ? `${hours} 小时 · 最多 +${pointsEach} 分` : `${hours} h · up to +${pointsEach} pts`
}

function placesChip({ capacity, taken, waitlist }: Activity, lang: Lang) {
  const left = capacity - taken
  if (left > 0)
    return html`<span class="chip good">${lang === 'zh' ? `还有 ${left} 个名额` : `${left} places left`}</span>`
  if (waitlist) return html`<span class="chip warn">${lang === 'zh' ? '已满，可候补' : 'Full, wait list open'}</span>`
  return html`<span class="chip">${lang === 'zh' ? '已满' : 'Full'}</span>`
}
