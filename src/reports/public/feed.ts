import { Hono } from 'hono'
import { areaById } from '../../areas/queries.ts'
import { answerFeed } from '../../web/atom.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { standingShown } from './labels.ts'
import { placeShown } from './place/rules.ts'
import { publicReports, reportsForRows } from './queries.ts'
import { searchHref, searchOf, searchQuery } from './search.ts'

/** The public list as a feed, filtered like the list: for those who follow an area or a category without an account. */
export const reportsFeed = new Hono<Env>().get('/reports/feed.atom', may.anyone(), async (c) => {
  const { db, lang, t, now } = c.var
  const query = { ...searchQuery.parse(c.req.query()), after: undefined }
  const { rows } = await publicReports(db, await searchOf(db, query, now()))
  const ids = rows.map(({ id }) => id)
  const read = new Map((await reportsForRows(db, ids)).map((row) => [row.report.id, row]))
  const area = query.area ? await areaById(db, query.area) : undefined
  return answerFeed(c, {
    title: t(`${area?.name ?? '全市'}的上报`, `Reports, ${area?.name ?? 'the whole city'}`),
    path: searchHref('/reports/feed.atom', query),
    pagePath: searchHref('/reports', query),
    author: t('荣誉通', 'Rongyu'),
    lang: lang === 'zh' ? 'zh-CN' : 'en',
    now: now(),
    entries: ids.flatMap((id) => {
      const row = read.get(id)
      if (!row) return []
      const { report, category, areaName } = row
      return [
        {
          ...{ id, title: `${category.name[lang]} · ${report.number}`, path: `/reports/${id}` },
          ...{ publishedAt: report.acceptedAt ?? report.filedAt, updatedAt: report.updatedAt },
          summary: [
            standingShown(report).word[lang],
            [areaName, placeShown(report, category).address].filter(Boolean).join(' · '),
            report.publicWords ?? report.words,
          ].join('\n'),
          categories: [{ term: category.id, label: category.name[lang] }],
        },
      ]
    }),
  })
})
