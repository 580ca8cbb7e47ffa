import { Qr } from '../../web/qr.tsx'
import { LinkButton, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import type { rollOf } from './queries.ts'

type Roll = Awaited<ReturnType<typeof rollOf>>

/** The organiser's screen: a big code that changes every 30 seconds, and how many have come. */
export function ScreenPage({
  activity,
  address,
  digits,
  roll,
  now,
}: {
  activity: Activity
  address: string
  digits: string
  roll: Roll
  now: Date
}) {
  const t = useT()
  const here = roll.filter(({ presence }) => presence && !presence.outAt).length
  const came = roll.filter(({ presence }) => presence).length
  return (
    <section class="check-in-screen">
      <h1>{activity.title}</h1>
      <p class="lead">
        <Time at={activity.startsAt} /> – <Time at={activity.endsAt} /> · {activity.place}
      </p>
      <Qr code={address} text={`${digits.slice(0, 3)} ${digits.slice(3)}`} label={t('签到二维码', 'Check-in code')} />
      <p>
        {t(
          '用手机扫一扫签到、签退；扫不了的，打开“签到”页输入这 6 位数字。',
          'Scan to check in or out; or open “Check in” on your phone and type these six digits.',
        )}
      </p>
      <p class="check-in-count">
        {t(
          `已签到 ${came} 人，在场 ${here} 人，报名 ${roll.length} 人`,
          `${came} checked in, ${here} here, ${roll.length} signed up`,
        )}
      </p>
      <p class="muted">
        {t('每 30 秒自动更换', 'Changes every 30 seconds')} · <Time at={now} />
      </p>
      <p class="actions no-print">
        <LinkButton href={`/desk/tasks/${activity.id}/roll`} look="quiet">
          {t('去点名、扫居民的码', 'Roll: scan residents')}
        </LinkButton>
      </p>
    </section>
  )
}
