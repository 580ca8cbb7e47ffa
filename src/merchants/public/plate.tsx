import { raw } from 'hono/html'
import { Corner, Seal } from '../../credentials/seal.tsx'
import { qrSvg } from '../../web/qr.tsx'
import { LinkButton } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Merchant } from '../queries.ts'

/** What hangs at the door: the shop, its number, and a code that leads to what the city says about it today. */
export function PlatePage({ merchant, address, city }: { merchant: Merchant; address: string; city: string }) {
  const t = useT()
  const { name, number } = merchant
  return (
    <>
      <p class="actions no-print">
        <LinkButton href={`/merchants/${number}`} look="quiet">
          {t('商户页面', 'The merchant’s page')}
        </LinkButton>
        <span class="muted">
          {t('用浏览器的“打印”，一张 A4，贴在门口。', 'Print it from your browser, for the door.')}
        </span>
      </p>
      <article class="paper honor plate" lang="zh-CN">
        {(['nw', 'ne', 'se', 'sw'] as const).map((at) => (
          <Corner at={at} />
        ))}
        <header>
          <p class="plate-city">{city}</p>
          <h1>{t('诚信商户', 'Honest merchant')}</h1>
          <p class={name.length > 12 ? 'plate-name long' : 'plate-name'}>{name}</p>
        </header>
        <figure class="plate-code">
          <div role="img" aria-label={t('扫码看诚信等级', 'Scan for the honesty level')}>
            {raw(qrSvg(address))}
          </div>
          <figcaption>
            {t('扫码看今天的诚信等级，也可以投诉', 'Scan for today’s honesty level, or to complain')}
            <span class="code">{address}</span>
          </figcaption>
        </figure>
        <footer>
          <p class="plate-number">{t(`编号 ${number}`, `No. ${number}`)}</p>
          <Seal text="荣誉通印" />
        </footer>
      </article>
    </>
  )
}
