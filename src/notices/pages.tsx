import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { localPath } from '../web/local-path.ts'
import { Empty, LinkButton, More, PostButton, Time } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { readAllNotices, readNotice } from './actions.ts'
import { type Notice, readNoticesOf, unreadNoticesOf } from './queries.ts'

export const noticesPages = new Hono<Env>()
  .get('/notices', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const before = c.req.query('before')
    const unread = before ? [] : await unreadNoticesOf(db, actor.id)
    const past = await readNoticesOf(db, actor.id, before)
    return page(c, { title: t('消息', 'Messages') }, <Inbox unread={unread} past={past.notices} next={past.next} />)
  })
  .post('/notices/read', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    await atomically((tx) => readAllNotices(tx, { personId: actor.id, now: now() }))
    return c.redirect('/notices', 303)
  })
  .post('/notices/:id/read', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const reading = { id: c.req.param('id'), personId: actor.id, now: now() }
    const { href } = await atomically((tx) => readNotice(tx, reading))
    return c.redirect(localPath(href, '/notices'), 303)
  })

function Inbox({ unread, past, next }: { unread: Notice[]; past: Notice[]; next: string | undefined }) {
  const t = useT()
  if (unread.length === 0 && past.length === 0) {
    return (
      <>
        <h1>{t('消息', 'Messages')}</h1>
        <Empty title={t('还没有消息', 'No messages yet')}>
          <p>
            {t(
              '任务有了结果、积分到账、物品可以领取时，会在这里告诉您。',
              'You will hear here when a task is decided, points arrive or goods are ready.',
            )}
          </p>
          <LinkButton href="/" look="quiet">
            {t('回首页', 'Home')}
          </LinkButton>
        </Empty>
      </>
    )
  }
  return (
    <>
      <header class="page-head">
        <h1>{t('消息', 'Messages')}</h1>
        {unread.length > 0 && (
          <PostButton action="/notices/read" look="quiet">
            {t('全部标为已读', 'Mark all read')}
          </PostButton>
        )}
      </header>
      <ul class="notices">
        {[...unread, ...past].map((notice) => (
          <NoticeItem notice={notice} />
        ))}
      </ul>
      <More href={next && `/notices?before=${next}`} />
    </>
  )
}

/** The whole notice is the button: pressing it marks it read and goes where it points. */
function NoticeItem({ notice }: { notice: Notice }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <li class={notice.readAt ? 'notice' : 'notice unread'}>
      <PostButton action={`/notices/${notice.id}/read`} look="row">
        <span class="notice-head">
          <strong>{notice.title[lang]}</strong>
          {!notice.readAt && <span class="chip accent">{t('未读', 'New')}</span>}
        </span>
        <span class="notice-body">{notice.body[lang]}</span>
        <Time at={notice.at} />
      </PostButton>
    </li>
  )
}
