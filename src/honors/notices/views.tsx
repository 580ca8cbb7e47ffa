import { lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, FormId, LinkButton, More, Submit, TextArea } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { gradeNames } from '../labels.ts'
import type { PublicStarNotice } from '../stars/queries.ts'
import { StarNoticeCard } from '../stars/views.tsx'
import type { PublicNotice } from './queries.ts'

type NoticesProps = {
  notices: readonly PublicNotice[]
  stars: readonly PublicStarNotice[]
  /** Of the stars, which come last. */
  next: string | undefined
  isSignedIn: boolean
  objected: boolean
  now: Date
  formId: string
  tried: { tried: Tried; id: string } | undefined
}

/** Who is about to be honoured and why, so that whoever knows better can say so. */
export function NoticesPage({ notices, stars, next, objected, tried, ...rest }: NoticesProps) {
  const t = useT()
  const isShown = [...notices, ...stars].some(({ id }) => id === tried?.id)
  const triedAt = (id: string) => (tried?.id === id ? tried.tried : undefined)
  return (
    <>
      <h1>{t('荣誉公示', 'Honours on notice')}</h1>
      <p class="lead">
        {t(
          '授予之前，先请大家看一看。知道不符的情况，可以在期限内提出，由别人核实答复。',
          'Before it is given, everybody may look. If you know better, say so in time; somebody else looks into it.',
        )}
      </p>
      {objected && <Alert tone="good">{t('异议已收到，会有答复。', 'Your objection was received.')}</Alert>}
      {tried && !isShown && <Alert>{tried.tried.alert}</Alert>}
      {notices.length + stars.length === 0 && <Empty title={t('现在没有公示', 'Nothing is on notice now')} />}
      {notices.map((notice) => (
        <Notice notice={notice} {...rest} tried={triedAt(notice.id)} />
      ))}
      {stars.map((notice) => {
        const way = { ...rest, action: `/honors/stars/notices/${notice.id}/objection`, tried: triedAt(notice.id) }
        const objecting = notice.noticeEndsAt > rest.now && <Objecting {...way} />
        return <StarNoticeCard notice={notice} now={rest.now} objecting={objecting} />
      })}
      <More href={next && `/honors/notices?after=${next}`} />
    </>
  )
}

type NoticeProps = Pick<NoticesProps, 'isSignedIn' | 'now' | 'formId'> & {
  notice: PublicNotice
  tried: Tried | undefined
}

function Notice({ notice, isSignedIn, now, formId, tried }: NoticeProps) {
  const t = useT()
  const lang = useLang()
  const { id, awardClass, grade, groupName, names, areaName, noticeText, noticeEndsAt } = notice
  const isOver = noticeEndsAt <= now
  const lastDay = lastDayOf(noticeEndsAt)
  return (
    <Card>
      <p class="row">
        <Chip tone="accent">{grade ? gradeNames[grade][lang] : awardClass[lang]}</Chip>
        <span class="muted">{areaName}</span>
      </p>
      <h2>{groupName ?? names.join('、')}</h2>
      {groupName && <p class="muted">{names.join('、')}</p>}
      <p class="prose">{noticeText}</p>
      <p class="muted">
        {isOver
          ? t('公示期满，等待决定', 'The notice is over; the decision follows')
          : t(`公示到 ${lastDay}`, `Until ${lastDay}`)}
      </p>
      {!isOver && <Objecting {...{ isSignedIn, formId, tried }} action={`/honors/notices/${id}/objection`} />}
    </Card>
  )
}

type ObjectingProps = { isSignedIn: boolean; formId: string; action: string; tried: Tried | undefined }

function Objecting({ isSignedIn, formId, action, tried }: ObjectingProps) {
  const t = useT()
  if (!isSignedIn)
    return (
      <p>
        <LinkButton href="/sign-in?next=%2Fhonors%2Fnotices" look="quiet">
          {t('登录后可以提异议', 'Sign in to object')}
        </LinkButton>
      </p>
    )
  return (
    <details open={tried !== undefined}>
      <summary>{t('提出异议', 'Object')}</summary>
      <Form action={action} tried={tried} class="stack">
        <FormId id={formId} tried={tried} />
        <TextArea
          name="why"
          label={t('哪里不符，依据是什么', 'What is not right, and how you know')}
          help={t(
            '您的姓名只有经办人员看得到，被推荐人看不到。',
            'Your name is seen by staff only, never by whom it is about.',
          )}
          maxlength={1000}
          tried={tried}
        />
        <Submit look="quiet">{t('提交异议', 'Send the objection')}</Submit>
      </Form>
    </details>
  )
}
