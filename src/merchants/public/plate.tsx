import { Qr } from '../../web/qr.tsx'
import { useT } from '../../web/words.ts'
import type { Merchant } from '../queries.ts'

/** What hangs at the door: the shop, its number, and a code that leads to what the city says about it today. */
export function PlatePage({ merchant, address, city }: { merchant: Merchant; address: string; city: string }) {
  const t = useT()
  return (
    <article class="plate">
      <p class="plate-city">{city}</p>
      <h1>{t('诚信商户', 'Honest merchant')}</h1>
      <p class="plate-name">{merchant.name}</p>
      <Qr code={address} text={address} label={t('扫码看诚信等级', 'Scan for the honesty level')} />
      <p>{t('扫码查看诚信等级，也可以投诉', 'Scan to see the level, or to complain')}</p>
      <p class="muted">{merchant.number}</p>
    </article>
  )
}
