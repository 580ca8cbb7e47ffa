import { Hono } from 'hono'
import type { Tone } from '../../points/figures/rules.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Chip, Empty, Facts, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { CoverageChart, Gauge } from './chart.tsx'
import { lightMeanings, lightNames } from './lights.ts'
import { type CoverageMark, type CoverageState, coverageChanges, coverageDays, coverageState } from './queries.ts'

const daysShown = 90

export const coveragePages = new Hono<Env>().get('/coverage', may.anyone(), async (c) => {
  const { db, now, t } = c.var
  const view = {
    state: await coverageState(db, now()),
    changes: await coverageChanges(db),
    days: await coverageDays(db, now(), daysShown),
  }
  return page(c, { title: t('物资保障率', 'Coverage') }, <Coverage {...view} />)
})

const toneLooks = { green: 'good', amber: 'warn', red: 'bad' } as const

type View = { state: CoverageState; changes: readonly CoverageMark[]; days: readonly CoverageMark[] }

function Coverage({ state, changes, days }: View) {
  const [t, lang] = [useT(), useLang()]
  const { tone, outstanding, shelfFen, terms } = state
  return (
    <>
      <header class="stack-tight">
        <h1>{t('物资保障率', 'Coverage')}</h1>
        <p class="lead">
          {t(
            '货架上的东西，够不够兑大家手里的积分。',
            'Whether the goods on the shelves cover the points people hold.',
          )}
        </p>
      </header>
      <section class="card stack-tight">
        <header class="page-head">
          <h2>{lightNames[tone][lang]}</h2>
          <Chip tone={toneLooks[tone]}>{ratioText(state.ratio)}</Chip>
        </header>
        <Gauge ratio={state.ratio} terms={terms} />
        <p>{lightMeanings[tone][lang]}</p>
        <Facts
          rows={[
            [t('货架上的物资', 'Goods on the shelves'), t(`约 ${yuan(shelfFen)} 元`, `about ${yuan(shelfFen)} yuan`)],
            [
              t('居民手里的积分', 'Points residents hold'),
              t(`${grouped(outstanding)} 分`, `${grouped(outstanding)} points`),
            ],
            [
              t('参考价', 'A point is worth about'),
              t(`${yuan(terms.pointValueFen)} 元`, `${yuan(terms.pointValueFen)} yuan`),
            ],
          ]}
        />
        <p class="muted">
          <a href="/rules#ALL">{t('按哪一版规则', 'By which rules')}</a>
        </p>
      </section>
      {days.length > 1 && (
        <section class="stack-tight">
          <h2>{t('近三个月', 'The last three months')}</h2>
          <CoverageChart days={days} terms={terms} />
        </section>
      )}
      <Lights terms={terms} />
      <section class="stack-tight">
        <h2>{t('公告', 'Notices')}</h2>
        {changes.length === 0 ? (
          <Empty title={t('一直是绿灯', 'It has always been green')} />
        ) : (
          <ul class="list">
            {changes.map((mark) => (
              <li>
                <Chip tone={toneLooks[mark.tone]}>{lightNames[mark.tone][lang]}</Chip>{' '}
                {ratioText(mark.ratioPercent === null ? undefined : mark.ratioPercent / 100)}{' '}
                <span class="muted">
                  <Time at={mark.at} withYear />
                </span>
                <p>{lightMeanings[mark.tone][lang]}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

function Lights({ terms }: Pick<CoverageState, 'terms'>) {
  const [t, lang] = [useT(), useLang()]
  const { coverageGreen: green, coverageAmber: amber } = terms
  const ranges: Record<Tone, string> = { green: `≥ ${green}`, amber: `${amber} – ${green}`, red: `< ${amber}` }
  return (
    <section class="stack-tight">
      <h2>{t('三种灯是什么意思', 'What the lights mean')}</h2>
      <ul class="list">
        {(['green', 'amber', 'red'] as const).map((tone) => (
          <li class="stack-tight">
            <p class="row">
              <Chip tone={toneLooks[tone]}>{lightNames[tone][lang]}</Chip> <span class="num">{ranges[tone]}</span>
            </p>
            <p>{lightMeanings[tone][lang]}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const ratioText = (ratio: number | undefined) => (ratio === undefined ? '–' : ratio.toFixed(2))
const grouped = (number: number) => number.toLocaleString('en-US')
const yuan = (fen: number) => grouped(Math.round(fen / 100))
