import type { ShipmentState } from '../../../db/schema/shipments.ts'
import { type Sentence, useT } from '../../web/words.ts'

export const stateNames: Record<ShipmentState, Sentence & { tone: 'accent' | 'good' | 'plain' }> = {
  sent: { zh: '在途', en: 'On its way', tone: 'accent' },
  received: { zh: '已点收', en: 'Counted in', tone: 'good' },
  called_back: { zh: '已撤回', en: 'Called back', tone: 'plain' },
}

export function BackToList() {
  const t = useT()
  return (
    <a class="back" href="/desk/shipments">
      {t('← 调拨', '← Shipments')}
    </a>
  )
}
