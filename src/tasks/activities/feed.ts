import { Hono } from 'hono'
import { areaById } from '../../areas/queries.ts'
import { answerFeed } from '../../web/atom.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { categoryLabels } from './labels.ts'
import { activitiesForRows, openActivities } from './queries.ts'
import { earnText, whenText } from './rows.ts'
import { searchHref, searchOf, searchQuery } from './search.ts'

/** The public list as a feed, filtered like the list: for notice boards, screens and those who read feeds. */
export const tasksFeed = new Hono<Env>().get('/tasks/feed.atom', may.anyone(), async (c) => {
  const { db, lang, t, now } = c.var
  const query = { ...searchQuery.parse(c.req.query()), after: undefined }
  const { rows } = await openActivities(db, await searchOf(db, query, now()), now())
  const read = await activitiesForRows(
    db,
    rows.map(({ id }) => id),
  )
  const area = query.area ? await areaById(db, query.area) : undefined
  return answerFeed(c, {
    title: t(`${area?.name ?? '全市'}的任务与志愿服务`, `Tasks and volunteering, ${area?.name ?? 'the whole city'}`),
    path: searchHref('/tasks/feed.atom', query),
    pagePath: searchHref('/tasks', query),
    author: t('荣誉通', 'Rongyu'),
    lang: lang === 'zh' ? 'zh-CN' : 'en',
    now: now(),
    // What came last stands first, as readers of feeds expect.
    entries: read.reverse().map(({ activity, areaName }) => ({
      id: activity.id,
      title: activity.title,
      path: `/tasks/${activity.id}`,
      publishedAt: activity.publishedAt ?? activity.createdAt,
      updatedAt: activity.updatedAt,
      summary: [whenText(activity, lang), `${areaName} ${activity.place}`, earnText(activity, lang)].join('\n'),
      categories: [{ term: activity.category, label: categoryLabels[activity.category][lang] }],
    })),
  })
})
