import { PostButton } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'

type PageProps = { address: string; areas: readonly { name: string; href: string }[] }

/** How to have one's tasks in the phone's own calendar. */
export function CalendarPage({ address, areas }: PageProps) {
  const t = useT()
  return (
    <>
      <h1>{t('加到手机日历', 'In your own calendar')}</h1>
      <section>
        <h2>{t('我报名的任务', 'What I signed up for')}</h2>
        <p>
          {t(
            '在手机日历里选“添加订阅日历”，粘贴下面的地址。时间有变动会自动更新。',
            'In your calendar choose “subscribe”, and paste this address. Changes arrive by themselves.',
          )}
        </p>
        <p class="card">
          <a class="code" href={address}>
            {address}
          </a>
        </p>
        <p class="muted">
          {t(
            '有这个地址的人都能看到您报了什么名，请不要转发。不小心发出去了，就换一个。',
            'Whoever has this address can see what you signed up for: keep it to yourself. Replace it if it got out.',
          )}
        </p>
        <PostButton action="/calendar/replace" look="quiet">
          {t('换一个新地址', 'Replace the address')}
        </PostButton>
      </section>
      <section>
        <h2>{t('所在区域的活动', 'What happens around me')}</h2>
        <ul class="link-list">
          {areas.map(({ name, href }) => (
            <li>
              <a href={href}>
                <strong>{name}</strong>
                <span class="muted">.ics</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
