import { raw } from 'hono/html'
import QRCode from 'qrcode'
import type { OrderState } from '../../../db/schema/stores.ts'
import { spoken } from '../../kit/ids.ts'
import { Chip } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import type { Line } from './queries.ts'
import { keptOf, waitingOf } from './rules.ts'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

const states: Record<OrderState, { zh: string; en: string; tone: Tone }> = {
  placed: { zh: '已下单', en: 'Placed', tone: 'plain' },
  ready: { zh: '待领取', en: 'Ready', tone: 'accent' },
  partly_collected: { zh: '已领一部分', en: 'Partly collected', tone: 'warn' },
  collected: { zh: '已领取', en: 'Collected', tone: 'good' },
  expired: { zh: '已过期', en: 'Lapsed', tone: 'bad' },
  canceled: { zh: '已取消', en: 'Canceled', tone: 'plain' },
  refunded: { zh: '已退货', en: 'Returned', tone: 'plain' },
}

export const stateName = (t: Say, state: OrderState) => t(states[state].zh, states[state].en)

export const StateChip = ({ state }: { state: OrderState }) => (
  <Chip tone={states[state].tone}>{stateName(useT(), state)}</Chip>
)

const steps: Record<string, readonly [zh: string, en: string]> = {
  place: ['下单，冻结积分', 'Placed, points set aside'],
  prepare: ['货在架上，可以领取', 'On the shelf, ready'],
  extend: ['延长了一次', 'Kept longer, once'],
  collect: ['已领取', 'Collected'],
  collectPart: ['领了一部分', 'Partly collected'],
  deliver: ['送到家门口', 'Handed over at the door'],
  settle: ['断网时已发放，补记', 'Handed over without network, recorded later'],
  cancel: ['取消', 'Canceled'],
  withdraw: ['有东西被召回，积分已退', 'Something was recalled; its points came back'],
  withdrawAll: ['东西被召回，积分已退', 'Recalled; the points came back'],
  lapse: ['过期，剩下的已退回', 'Lapsed; the rest went back'],
  refund: ['退货，积分已退回', 'Returned, points given back'],
  refundPart: ['退了一部分', 'Partly returned'],
}

export const stepName = (t: Say, step: string) => {
  const [zh, en] = steps[step] ?? [step, step]
  return t(zh, en)
}

/** A QR as inline SVG. Drawn before the page, because drawing waits. */
export const qrSvg = (text: string) => QRCode.toString(text, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })

/** The pickup code large, and its number in text beneath. */
export function PickupCode({ svg, number }: { svg: string; number: string }) {
  const t = useT()
  return (
    <figure class="qr">
      <div role="img" aria-label={t('取货二维码', 'Pickup QR code')}>
        {raw(svg)}
      </div>
      <figcaption>
        <span class="muted">{t('取货码', 'Pickup number')}</span>
        <br />
        <span class="qr-text">{spoken(number)}</span>
      </figcaption>
    </figure>
  )
}

/** What was ordered, and what became of it. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useT()
  return (
    <ul class="list order-lines">
      {lines.map((line) => (
        <li class="row">
          <span>
            <strong>{line.name}</strong> × {line.quantity} {line.unit}
          </span>
          <span class="muted">{fateOf(t, line).join(t('，', ', '))}</span>
        </li>
      ))}
    </ul>
  )
}

function fateOf(t: Say, line: Line): string[] {
  const [waiting, kept] = [waitingOf(line), keptOf(line)]
  return [
    ...(waiting > 0 ? [t(`待领 ${waiting}`, `${waiting} waiting`)] : []),
    ...(kept > 0 ? [t(`已领 ${kept}`, `${kept} collected`)] : []),
    ...(line.returned > 0 ? [t(`已退 ${line.returned}`, `${line.returned} returned`)] : []),
    ...(line.released > 0 ? [t(`未领 ${line.released}`, `${line.released} not collected`)] : []),
  ]
}
