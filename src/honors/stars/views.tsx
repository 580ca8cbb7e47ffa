import type { Child } from 'hono/jsx'
import type { Credential } from '../../credentials/queries.ts'
import type { hoursOf } from '../../hours/queries.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Checkbox, Chip, Form, FormId, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { hoursOfMinutes } from '../labels.ts'
import type { PublicStarNotice, StarNotice } from './queries.ts'

export type StarsProps = {
  hours: Awaited<ReturnType<typeof hoursOf>>
  /** Granted after their notice. */
  starsHeld: number
  lastStar: StarNotice | undefined
  starPapers: readonly Credential[]
  isNamed: boolean
  /** Working days of a star's notice, by the rule book today. */
  noticeDays: number
  formId: string
  tried: Tried | undefined
}

/** The stars somebody has, what their hours make besides, and the way there. */
export function Stars(props: StarsProps) {
  const t = useT()
  const { hours, starsHeld, starPapers, isNamed, formId } = props
  const { hoursToNext } = hours
  return (
    <section id="stars">
      <h2>{t('志愿者星级', 'Volunteer stars')}</h2>
      {starsHeld > 0 && (
        <p>
          <StarRow stars={starsHeld} /> <strong>{t(`${starsHeld} 星志愿者`, `${starsHeld}-star volunteer`)}</strong>
        </p>
      )}
      <NextStar {...props} />
      {hoursToNext !== undefined && (
        <p>
          {t(
            `再服务 ${hoursToNext} 小时可以到 ${hours.stars + 1} 星。`,
            `${hoursToNext} h to ${hours.stars + 1} stars.`,
          )}
        </p>
      )}
      {starsHeld > 0 && (
        <>
          <Form action="/honors/stars">
            <FormId id={formId} />
            <Submit look="quiet">{t('签发星级证书', 'Sign a certificate of my stars')}</Submit>
          </Form>
          <p class="muted">
            {isNamed
              ? t('荣誉榜上有您的显示名。', 'Your display name is on the board.')
              : t('荣誉榜上没有您的名字，只计人数。', 'You are counted on the board, not named.')}{' '}
            <a href="/me/privacy">{t('更改', 'Change')}</a>
          </p>
        </>
      )}
      {starPapers.length > 0 && (
        <ul>
          {starPapers.map(({ id, issuedAt }) => (
            <li>
              <a href={`/honors/stars/${id}`}>
                {t(`${cityDay(issuedAt)} 签发的证书`, `Certificate of ${cityDay(issuedAt)}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A level that the hours make and that does not count yet: on notice, or to be asked for. */
function NextStar({ hours: { stars }, starsHeld, lastStar, noticeDays, formId, tried }: StarsProps) {
  const t = useT()
  if (stars <= starsHeld) return tried ? <Alert>{tried.alert}</Alert> : null
  if (lastStar?.state === 'noticed' && lastStar.stars === stars)
    return (
      <p>
        <Chip tone="accent">{t(`${stars} 星公示中`, `${stars} stars on notice`)}</Chip>{' '}
        {t(
          `公示到 ${lastDayOf(lastStar.noticeEndsAt)}，没有成立的异议就认定。`,
          `until ${lastDayOf(lastStar.noticeEndsAt)}; it counts unless an objection is right.`,
        )}{' '}
        <a href="/honors/notices">{t('看公示', 'See the notice')}</a>
      </p>
    )
  return (
    <Form action="/honors/stars/notice" tried={tried} class="stack">
      <FormId id={`${formId}-notice`} tried={tried} />
      <p>
        {t(
          `您的时长达到了 ${stars} 星。申请后公示 ${noticeDays} 个工作日，期满认定。`,
          `Your hours make ${stars} stars. Ask for them: they are on public notice for ${noticeDays} working days, then they count.`,
        )}
      </p>
      <Checkbox
        name="showName"
        tried={tried}
        label={t(
          '公示时写出我的显示名（不勾选只写姓氏）',
          'Show my display name on the notice (otherwise the surname only)',
        )}
      />
      <Submit>{t(`申请认定 ${stars} 星`, `Ask for ${stars} stars`)}</Submit>
    </Form>
  )
}

export const StarRow = ({ stars }: { stars: number }) => (
  <span class="honor-stars" aria-hidden="true">
    {'★'.repeat(stars)}
  </span>
)

type NoticeProps = { notice: PublicStarNotice; now: Date; objecting: Child }

/** A star level on public notice, with the way to object. */
export function StarNoticeCard({ notice, now, objecting }: NoticeProps) {
  const t = useT()
  const { stars, minutes, areaName, name, noticeEndsAt } = notice
  const hours = hoursOfMinutes(minutes)
  const isOver = noticeEndsAt <= now
  return (
    <Card>
      <p class="row">
        <Chip tone="accent">{t(`${stars} 星志愿者`, `${stars}-star volunteer`)}</Chip>
        <span class="muted">{areaName}</span>
      </p>
      <h2>
        {name} <StarRow stars={stars} />
      </h2>
      <p>{t(`累计志愿服务 ${hours} 小时。`, `${hours} hours of volunteer service.`)}</p>
      <p class="muted">
        {isOver
          ? t('公示期满，异议答复后认定', 'The notice is over; it counts once every objection is answered')
          : t(`公示到 ${lastDayOf(noticeEndsAt)}`, `Until ${lastDayOf(noticeEndsAt)}`)}
      </p>
      {objecting}
    </Card>
  )
}
