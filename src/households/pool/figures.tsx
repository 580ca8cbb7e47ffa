import { Empty, Figure, Table } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import type { charityFigures } from './queries.ts'
import { type Told, totalOf } from './rules.ts'

type Figures = Awaited<ReturnType<typeof charityFigures>>

/** Where charity went: sums of communities, none of them about fewer than five. */
export function CharityFigures({ month, rows, elsewhere }: Figures) {
  const t = useT()
  if (rows.length === 0)
    return (
      <Empty title={t('还没有可以公布的合计', 'There is no sum to tell yet')}>
        <p>
          {t(
            '每个月结束后在这里公布上个月为止的合计，只写合计，不写姓名。',
            'When a month is over, what was given until then stands here: sums only, no names.',
          )}
        </p>
      </Empty>
    )
  const total = (which: 'given' | 'paid' | 'direct') =>
    totalOf([...rows.map((row) => row[which]), elsewhere[which]]) ?? t('未满 5 家', 'under five')
  const isElsewhere = elsewhere.given || elsewhere.paid || elsewhere.direct
  const all = isElsewhere ? [...rows, { name: t('其他社区合计', 'Other communities'), ...elsewhere }] : rows
  return (
    <>
      <div class="figures">
        <Figure value={total('given')} label={t('献进爱心池（分）', 'given to pools')} />
        <Figure value={total('paid')} label={t('已拨给家庭（分）', 'paid to households')} />
        <Figure value={total('direct')} label={t('结对赠送（分）', 'given directly')} />
      </div>
      <Table
        caption={t(`${month} 之前的合计`, `Until ${month}`)}
        head={[
          t('社区', 'Community'),
          t('献进爱心池', 'Given to the pool'),
          t('拨给家庭', 'Paid to households'),
          t('结对赠送', 'Given directly'),
        ]}
        rows={all.map((row) => [
          row.name,
          toldText(row.given, t('人', ' people'), t),
          toldText(row.paid, t('户', ' households'), t),
          toldText(row.direct, t('户', ' households'), t),
        ])}
      />
      <p class="muted">
        {t(
          '一个合计里不满五个人、五户家庭的，等凑满了再公布，免得认出是谁、给了多少。上面的总数只加公布出来的。',
          'A sum about fewer than five people or households waits until there are five, so that nobody is recognized, nor what they gave or got. The totals above add up what is told.',
        )}
      </p>
    </>
  )
}

function toldText(told: Told, unit: string, t: Say): string {
  if (told === undefined) return '—'
  if (told === 'few') return t('未满 5，暂不公布', 'under five, not told yet')
  return t(`${told.points} 分（${told.count}${unit}）`, `${told.points} (${told.count}${unit})`)
}
