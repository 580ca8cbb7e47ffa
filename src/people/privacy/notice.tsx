import { Card } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { privacyNotice } from './rules.ts'

/** The privacy notice as a list; folded where something else is the point of the page. */
export function PrivacyNotice({ folded = false }: { folded?: boolean }) {
  const t = useT()
  const title = t('个人信息处理说明', 'Privacy notice')
  if (folded) {
    return (
      <details class="card">
        <summary>{title}</summary>
        <NoticeList />
      </details>
    )
  }
  return (
    <>
      <h1>{title}</h1>
      <Card>
        <NoticeList />
      </Card>
    </>
  )
}

function NoticeList() {
  const lang = useLang()
  return (
    <dl class="facts tall">
      {privacyNotice.map(({ title, body }) => (
        <div>
          <dt>{title[lang]}</dt>
          <dd>{body[lang]}</dd>
        </div>
      ))}
    </dl>
  )
}
