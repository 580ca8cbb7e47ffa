import { LinkButton } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'

/** The way to report what is wrong, or what is good, from where one stands. */
export function SnapButton() {
  const t = useT()
  return (
    <section class="stack">
      <a class="snap-go" href="/snap">
        <span class="snap-go-disc">
          <span class="icon icon-camera" aria-hidden="true" />
        </span>
        <span>
          <strong>{t('随手拍', 'Snap')}</strong>
          {t('拍下问题，有人来办', 'Show what is wrong; somebody comes')}
        </span>
      </a>
      <p class="actions">
        <LinkButton href="/reports" look="quiet">
          {t('大家的上报', 'What others report')}
        </LinkButton>
        <LinkButton href="/my/reports" look="quiet">
          {t('我的上报', 'My reports')}
        </LinkButton>
      </p>
    </section>
  )
}
