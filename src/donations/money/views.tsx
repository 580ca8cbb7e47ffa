import { Facts } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Line } from '../intake/queries.ts'
import { money } from '../labels.ts'
import { worthOf } from '../rules.ts'
import type { MoneyUse } from './queries.ts'
import { usedFen } from './rules.ts'

/** What became of donated money: what was spent on what, as two people confirmed it, and what is left. */
export function MoneyUsed({ line, uses }: { line: Line; uses: MoneyUse[] }) {
  const [t, lang] = [useT(), useLang()]
  const used = usedFen(uses)
  const confirmed = uses.filter(({ isConfirmed }) => isConfirmed)
  return (
    <>
      <Facts
        rows={[
          [t('已使用', 'Used'), money(used)[lang]],
          [t('未使用', 'Left'), money(worthOf([line]) - used)[lang]],
        ]}
      />
      {confirmed.length > 0 && (
        <ul class="list">
          {confirmed.map((use) => (
            <li class="row ends">
              <span>
                {use.what}
                <span class="muted">
                  {' '}
                  · {use.usedOn} · {t('票据号', 'receipt')} {use.receiptNumber}
                </span>
              </span>
              <span class="whole">{money(use.amountFen)[lang]}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
