import { Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Chip, Empty, LinkButton, More, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { firstPhotos } from '../likely/queries.ts'
import { standingShown } from '../public/labels.ts'
import { placeShown } from '../public/place/rules.ts'
import { reportById } from '../queries.ts'
import { type MyReport, minePageSize, reportsBy, reportsFollowedBy } from './queries.ts'

/** What somebody has reported, and what they follow. */
export const myReportsPages = new Hono<Env>().get('/my/reports', may.signedIn(), async (c) => {
  const { db, actor, t } = c.var
  const id = c.req.query('before')
  const last = id ? await reportById(db, id) : undefined
  const before = last?.reporterId === actor.id ? last : undefined
  const mine = await reportsBy(db, actor.id, before)
  const followed = before ? [] : await reportsFollowedBy(db, actor.id)
  const more = mine.length === minePageSize ? `/my/reports?before=${mine.at(-1)?.report.id}` : undefined
  const photos = await firstPhotos(
    db,
    [...mine, ...followed].map(({ report }) => report.id),
  )
  return page(c, { title: t('我的上报', 'My reports') }, <MyReports {...{ mine, followed, photos, more }} />)
})

type MyProps = {
  mine: readonly MyReport[]
  followed: readonly MyReport[]
  photos: ReadonlyMap<string, string>
  more: string | undefined
}

function MyReports({ mine, followed, photos, more }: MyProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('我的上报', 'My reports')}</h1>
        <LinkButton href="/snap">{t('随手拍', 'Snap')}</LinkButton>
      </header>
      {mine.length === 0 && followed.length === 0 && (
        <Empty title={t('还没有上报过', 'Nothing reported yet')}>
          <p>{t('看到路上的问题，拍下来就行。', 'When you see something wrong, take a photo of it.')}</p>
        </Empty>
      )}
      <Rows rows={mine} photos={photos} isMine />
      <More href={more} />
      {followed.length > 0 && (
        <section class="stack">
          <h2>{t('我关注的', 'Followed')}</h2>
          <Rows rows={followed} photos={photos} />
        </section>
      )}
    </>
  )
}

type RowsProps = { rows: readonly MyReport[]; photos: ReadonlyMap<string, string>; isMine?: boolean }

/** One's own as it was typed, somebody else's as everybody reads it. */
const whatOf = ({ report, category }: MyReport, isMine: boolean) =>
  isMine ? report.address || report.words : placeShown(report, category).address || (report.publicWords ?? report.words)

function Rows({ rows, photos, isMine = false }: RowsProps) {
  const lang = useLang()
  return (
    <ul class="report-rows">
      {rows.map(({ report, category }) => {
        const { word, tone } = standingShown(report)
        const photo = photos.get(report.id)
        return (
          <li>
            <a class="card report-row" href={`/reports/${report.id}`}>
              {photo && <img src={`/reports/${report.id}/photos/${photo}/small`} alt="" loading="lazy" />}
              <span class="report-row-main">
                <strong>{category.name[lang]}</strong>
                <span class="muted clamp">{whatOf({ report, category }, isMine)}</span>
                <span class="row">
                  <Chip tone={tone}>{word[lang]}</Chip>
                  <Time at={report.filedAt} />
                </span>
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
