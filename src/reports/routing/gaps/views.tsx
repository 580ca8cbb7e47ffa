import { Empty, LinkButton } from '../../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../../web/words.ts'
import type { GapCell, Gaps } from './queries.ts'
import type { Cover } from './rules.ts'

const covers: Record<Cover, { sign: string; label: Sentence }> = {
  always: { sign: '●', label: { zh: '有规则', en: 'a rule' } },
  sometimes: { sign: '◐', label: { zh: '只有部分时间、文字或地段有规则', en: 'only for some times, words or parts' } },
  never: { sign: '○', label: { zh: '没有规则', en: 'no rule' } },
}

/** Places × categories: where the book is silent. The sign says it, the colour repeats it, the number counts. */
export function GapsPage({ categories, rows, missed }: Gaps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('没有规则的地方', 'What no rule catches')}</h1>
        <LinkButton href="/desk/routing" look="quiet">
          {t('派单规则', 'Routing rules')}
        </LinkButton>
      </header>
      <p class="lead">
        {t(
          `最近 30 天有 ${missed} 条上报没有任何规则接住，格子里的数字就是它们。`,
          `In the past 30 days no rule caught ${missed} reports: the numbers in the cells.`,
        )}
      </p>
      <p class="meta">
        {Object.values(covers).map(({ sign, label }) => (
          <span>
            {sign} {label[lang]}
          </span>
        ))}
      </p>
      {rows.length === 0 ? (
        <Empty title={t('您的区域里没有街道和社区', 'Your areas have no streets or communities')} />
      ) : (
        <div class="table-wrap" tabindex={0}>
          <table class="gaps">
            <thead>
              <tr>
                <th scope="col">{t('地点', 'Place')}</th>
                {categories.map(({ name }) => (
                  <th scope="col">{name[lang]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr class={row.isStreet ? 'street' : ''}>
                  <th scope="row">{row.name}</th>
                  {row.cells.map((cell) => (
                    <Cell cell={cell} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Cell({ cell: { cover, missed } }: { cell: GapCell }) {
  const lang = useLang()
  const { sign, label } = covers[cover]
  return (
    <td class={`cover ${cover}`}>
      <span aria-hidden="true">{sign}</span>
      <span class="visually-hidden">{label[lang]}</span>
      {missed > 0 && <strong> {missed}</strong>}
    </td>
  )
}
