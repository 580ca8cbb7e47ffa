import type { Tried } from '../../web/form.ts'
import { Alert, Checkbox, Form, FormId, LinkButton, Submit } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { claimStatusLabels } from '../claims/labels.ts'
import type { Claim } from '../claims/queries.ts'
import type { Activity } from './queries.ts'
import { signUpState } from './rules.ts'

type BoxProps = {
  activity: Activity
  /** The reader's own claim, if one counts. */
  own: Claim | undefined
  /** How many wait for a place. */
  line: number
  isSignedIn: boolean
  formId: string
  now: Date
  tried?: Tried | undefined
}

/** The one right button: sign in, claim, join the line, or go to one's own claim. */
export function ClaimBox({ activity, own, line, isSignedIn, formId, now, tried }: BoxProps) {
  const [t, lang] = [useT(), useLang()]
  if (own)
    return (
      <div class="card">
        <p>
          {t('您的报名：', 'Your sign-up: ')}
          <strong>{claimStatusLabels[own.status][lang]}</strong>
        </p>
        <LinkButton href={`/claims/${own.id}`} look="big">
          {t('查看我的进度', 'See how it goes')}
        </LinkButton>
      </div>
    )
  const state = signUpState(activity, now)
  if (state === 'canceled') return null
  if (state !== 'open') return <Alert tone="info">{t('报名已经结束。', 'Signing up is over.')}</Alert>
  const isFull = activity.taken >= activity.capacity
  if (isFull && !activity.waitlist)
    return <Alert tone="info">{t('名额已满，没有设候补。', 'All places are taken, and there is no wait list.')}</Alert>
  if (!isSignedIn)
    return (
      <LinkButton href={`/sign-in?next=${encodeURIComponent(`/tasks/${activity.id}`)}`} look="big">
        {t('登录后报名', 'Sign in to take part')}
      </LinkButton>
    )
  return (
    <Form action={`/tasks/${activity.id}/claims`} tried={tried} class="card">
      <FormId id={formId} tried={tried} />
      {isFull && (
        <p>
          {t(
            `前面有 ${line} 人候补。轮到您时会通知您，请在期限内确认。`,
            `${line} people are in line before you. You will be told when a place is yours, and have some time to accept.`,
          )}
        </p>
      )}
      {activity.minAge > 0 && (
        <Checkbox
          name="ageConfirmed"
          tried={tried}
          label={t(`我已满 ${activity.minAge} 周岁`, `I am ${activity.minAge} or older`)}
        />
      )}
      <Submit look="big">{isFull ? t('排队候补', 'Join the wait list') : t('我要参加', 'Count me in')}</Submit>
    </Form>
  )
}
