import { type Actor, isSignedIn } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, LinkButton, Submit, TextArea, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { hoursText } from '../labels.ts'
import type { publicNotices } from './queries.ts'

type Notice = Awaited<ReturnType<typeof publicNotices>>[number]
type Common = { actor: Actor; tried: Tried | undefined; triedId: string | undefined }

/** What is about to be entered afterwards, for everybody to see and to object to. */
export function NoticesPage({
  notices,
  objected,
  ...common
}: Common & { notices: readonly Notice[]; objected: boolean }) {
  const t = useT()
  return (
    <>
      <h1>{t('补录公示', 'Back-entries on notice')}</h1>
      <p class="lead">
        {t(
          '这些服务没有签到记录，由工作人员补录。公示 3 天，谁都可以提异议；没有异议才算数。',
          'Service without a check-in, entered by staff. Shown for 3 days: anybody may object, and only without an objection does it count.',
        )}
      </p>
      {objected && (
        <Alert tone="good">
          {t('您的异议已收到，这一条先停下来核实。', 'Your objection is noted; this entry is on hold.')}
        </Alert>
      )}
      {common.tried?.alert && !notices.some(({ id }) => id === common.triedId) && <Alert>{common.tried.alert}</Alert>}
      {notices.length === 0 ? (
        <Empty title={t('现在没有正在公示的补录', 'Nothing is on notice now')}>
          <LinkButton href="/tasks" look="quiet">
            {t('看看任务', 'See the tasks')}
          </LinkButton>
        </Empty>
      ) : (
        <div class="list">
          {notices.map((notice) => (
            <NoticeCard notice={notice} {...common} />
          ))}
        </div>
      )}
    </>
  )
}

function NoticeCard({ notice, actor, tried, triedId }: Common & { notice: Notice }) {
  const t = useT()
  const lang = useLang()
  const isTried = triedId === notice.id
  return (
    <Card>
      <p class="row">
        <strong>{notice.name}</strong>
        {notice.state === 'objected' && <Chip tone="warn">{t('有异议，核实中', 'Objected, being checked')}</Chip>}
      </p>
      <p>
        {notice.title} · {notice.day} · {notice.place} · {hoursText(notice.minutes, lang)}
      </p>
      <p class="muted">
        {t('没有签到的原因：', 'Why there is no check-in: ')}
        {notice.reason}
      </p>
      {notice.state === 'noticed' && notice.noticeEndsAt && (
        <p class="muted">
          {t('公示到', 'Until')} <Time at={notice.noticeEndsAt} />
        </p>
      )}
      {isSignedIn(actor) ? (
        <details open={isTried}>
          <summary>{t('我有异议', 'I object')}</summary>
          <Form action={`/back-entries/${notice.id}/objection`} tried={isTried ? tried : undefined}>
            <TextArea
              name="why"
              label={t('哪里不对', 'What is wrong')}
              maxlength={500}
              rows={3}
              tried={isTried ? tried : undefined}
            />
            <p class="help">{t('不会公开您是谁。', 'Who you are is not shown.')}</p>
            <Submit look="quiet">{t('提交异议', 'Send')}</Submit>
          </Form>
        </details>
      ) : (
        <p>
          <a href="/sign-in?next=/back-entries">{t('登录后可以提异议', 'Sign in to object')}</a>
        </p>
      )}
    </Card>
  )
}
