import type { Tried } from '../../web/form.ts'
import { Alert, Card, Empty, Facts, Form, LinkButton, Submit, TextField, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import type { Claim } from '../claims/queries.ts'
import type { Presence } from './queries.ts'

/** Filled by a script where the person allows it; the form works without. */
export const PlaceFields = ({ activity }: { activity: Activity }) =>
  activity.radiusMeters === null ? null : (
    <>
      <input type="hidden" name="latitude" value="" data-place />
      <input type="hidden" name="longitude" value="" />
    </>
  )

type Mine = { claim: Claim; activity: Activity }

/** For those who cannot scan with their phone's own camera: scan here, or type the six digits. */
export function CodePage({ mine, tried }: { mine: readonly Mine[]; tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('签到', 'Check in')}</h1>
      <Form action="/check-in" tried={tried}>
        <TextField
          name="code"
          label={t('扫码，或输入屏幕上的 6 位数字', 'Scan the code, or type the six digits on the screen')}
          help={t(
            '二维码和数字在组织者的屏幕上，每 30 秒换一次。',
            'They are on the organiser’s screen and change every 30 seconds.',
          )}
          inputmode="numeric"
          autocomplete="off"
          tried={tried}
        />
        <div data-scan="#code" />
        <Submit look="big">{t('下一步', 'Continue')}</Submit>
      </Form>
      <h2>{t('现在可以签到、签退的', 'Open now')}</h2>
      {mine.length === 0 ? (
        <Empty title={t('这会儿没有要签到的活动', 'Nothing to check in to right now')}>
          <p>{t('活动开始前 30 分钟起可以签到。', 'Check-in opens 30 minutes before the start.')}</p>
          <LinkButton href="/tasks">{t('看看有什么活动', 'See what is on')}</LinkButton>
        </Empty>
      ) : (
        <div class="list">
          {mine.map((one) => (
            <OpenClaim {...one} />
          ))}
        </div>
      )}
    </>
  )
}

function OpenClaim({ claim, activity }: Mine) {
  const t = useT()
  const isIn = claim.status === 'checked_in'
  const byPlace = activity.radiusMeters !== null && activity.checkIn !== 'staff'
  return (
    <Card>
      <h3>
        <a href={`/claims/${claim.id}`}>{activity.title}</a>
      </h3>
      <p class="muted">
        <Time at={activity.startsAt} /> · {activity.place}
      </p>
      {activity.checkIn === 'staff' && (
        <p>{t('由组织者扫码签到，请出示荣誉码或荣誉卡。', 'The organiser scans you: show your code or card.')}</p>
      )}
      {byPlace && (
        <Form action={`/claims/${claim.id}/check-in`}>
          <input type="hidden" name="step" value={isIn ? 'out' : 'in'} />
          <PlaceFields activity={activity} />
          <p class="help">
            {t(
              '扫不了码时，可以用位置证明。位置只核对一次，不会保存；这样的时长记为乙级。',
              'If you cannot scan, your position can vouch for you. It is compared once and not kept; such hours are grade B.',
            )}
          </p>
          <Submit look="quiet">
            {isIn ? t('用位置签退', 'Check out by position') : t('用位置签到', 'Check in by position')}
          </Submit>
        </Form>
      )}
    </Card>
  )
}

type Arrival = {
  activity: Activity
  claim: Claim | undefined
  presence: Presence | undefined
  ticket: string
  action: string
  /** What the button does: come, come back, go. Nothing when it is over for them. */
  step: 'in' | 'out' | undefined
  /** They came or went only a moment ago, so this is more likely the same scan again. */
  justNow: boolean
}

/** After a good scan: one button, for coming or for going. */
export function ArrivalPage(arrival: Arrival) {
  const t = useT()
  const { activity, claim, presence, step } = arrival
  return (
    <>
      <h1>{activity.title}</h1>
      <Facts
        rows={[
          [t('时间', 'Time'), <Span activity={activity} />],
          [t('地点', 'Place'), activity.place],
          ...(presence ? [[t('签到', 'Checked in'), <Time at={presence.inAt} />] as const] : []),
          ...(presence?.outAt ? [[t('签退', 'Checked out'), <Time at={presence.outAt} />] as const] : []),
        ]}
      />
      {!claim && <NotClaimed activity={activity} />}
      {claim && presence?.outAt && (
        <>
          <Alert tone="good">
            {t('您已经签退了，谢谢您的付出。', 'You have checked out. Thank you.')}
            {step && t('结束前还会回来的话，到时再签到。', ' If you come back before the end, check in again.')}
          </Alert>
          <LinkButton href={`/claims/${claim.id}`}>{t('看我的记录', 'See my record')}</LinkButton>
        </>
      )}
      {claim && step && <Passing {...arrival} />}
    </>
  )
}

function Passing({ activity, presence, step, ticket, action, justNow }: Arrival) {
  const t = useT()
  const coming = presence ? t('我回来了，再签到', 'I am back: check in') : t('我到了，签到', 'I am here: check in')
  return (
    <Form action={action}>
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="ticket" value={ticket} />
      <PlaceFields activity={activity} />
      {step === 'out' && justNow && (
        <Alert tone="info">
          {t(
            '您刚刚已经签到了，不用再按。离开的时候再来签退。',
            'You have just checked in. Come back here when you leave.',
          )}
        </Alert>
      )}
      <Submit look={presence && justNow ? 'quiet' : 'big'}>
        {step === 'out' ? t('我要离开，签退', 'I am leaving: check out') : coming}
      </Submit>
    </Form>
  )
}

function NotClaimed({ activity }: { activity: Activity }) {
  const t = useT()
  return (
    <>
      <Alert>
        {t('您没有报名这个活动。', 'You have not signed up for this activity.')}
        {t(
          '名额有空的话，请组织者扫您的码，现场登记。',
          ' If a place is free, the organiser can scan your code and add you.',
        )}
      </Alert>
      <p class="actions">
        <LinkButton href={`/tasks/${activity.id}`}>{t('看看这个活动', 'See the activity')}</LinkButton>
        <LinkButton href="/me/code" look="quiet">
          {t('出示我的码', 'Show my code')}
        </LinkButton>
      </p>
    </>
  )
}

const Span = ({ activity }: { activity: Activity }) => (
  <>
    <Time at={activity.startsAt} /> – <Time at={activity.endsAt} />
  </>
)
