import { Alert, PostButton, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'

const back = { wanted: '1' }
const away = { wanted: '0' }

/** Somebody who wants no points is told so, kindly, wherever they look at points. */
export function Declined({ since }: { since: Date | undefined }) {
  const t = useT()
  if (!since) return null
  return (
    <Alert tone="info">
      <p>
        {t(
          '您选择了只记时长和荣誉、不要积分，从',
          'You chose to have your hours and honours recorded and no points, since',
        )}{' '}
        <Time at={since} withYear />
        {t('起。谢谢您。', '. Thank you.')}
      </p>
      <PostButton action="/points/choice" look="quiet" fields={back}>
        {t('恢复记积分', 'Earn points again')}
      </PostButton>
    </Alert>
  )
}

/** The way out of points, small and at the end: nobody is asked for it, and whoever looks finds it. */
export function DeclineChoice({ since }: { since: Date | undefined }) {
  const t = useT()
  if (since) return null
  return (
    <details>
      <summary>{t('只记时长，不要积分', 'Hours only, no points')}</summary>
      <div class="stack">
        <p>
          {t(
            '有人做好事不图回报。选了以后，服务时长、功劳和荣誉照常记录，只是不再得积分；已有的积分还能用，随时可以改回来。',
            'Some want nothing in return. Your hours, merit and honours are recorded as before, and you earn no more points. What you have stays yours, and you can change your mind at any time.',
          )}
        </p>
        <PostButton action="/points/choice" look="quiet" fields={away}>
          {t('以后不要积分', 'No points from now on')}
        </PostButton>
      </div>
    </details>
  )
}
