import { Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Figure, LinkButton, Table, Time } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import { dayText, WeeksChart } from './chart.tsx'
import { type Figures, figuresOf } from './queries.ts'

export const figuresPages = new Hono<Env>().get('/figures', may.anyone(), async (c) => {
  const { db, now, t } = c.var
  const figures = await figuresOf(db, now())
  return page(c, { title: t('公开数据', 'Open figures') }, <OpenFigures figures={figures} at={now()} />)
})

function OpenFigures({ figures, at }: { figures: Figures; at: Date }) {
  const t = useT()
  const { residents, tasksDone, collected, openStores, issued, redeemed, expired, outstanding, minutes } = figures
  return (
    <>
      <header class="stack-tight">
        <h1>{t('公开数据', 'Open figures')}</h1>
        <p class="muted">
          {t('直接从账目加总，截至', 'Added up from the books at')} <Time at={at} withYear />
        </p>
      </header>
      <section>
        <h2>{t('积分', 'Points')}</h2>
        <div class="figures">
          <Figure value={grouped(issued)} label={t('已发放', 'Issued')} />
          <Figure value={grouped(redeemed)} label={t('已兑换', 'Redeemed')} />
          <Figure
            value={grouped(outstanding)}
            label={t('在居民手里和爱心池里', 'Held by residents and charity pools')}
          />
          {expired > 0 && <Figure value={grouped(expired)} label={t('已过期', 'Expired')} />}
        </div>
        <CoverageNote figures={figures} />
      </section>
      <section>
        <h2>{t('每周积分', 'Points a week')}</h2>
        <p class="legend">
          <span class="legend-issued">{t('发放', 'Issued')}</span>
          <span class="legend-redeemed">{t('兑换', 'Redeemed')}</span>
        </p>
        <WeeksChart weeks={figures.weeks} />
        <details>
          <summary>{t('看数字', 'See the numbers')}</summary>
          <Table
            head={[t('周一', 'Monday'), t('发放', 'Issued'), t('兑换', 'Redeemed')]}
            rows={figures.weeks.map((week) => [dayText(week.monday), grouped(week.issued), grouped(week.redeemed)])}
          />
        </details>
      </section>
      <section>
        <h2>{t('人和事', 'People and deeds')}</h2>
        <div class="figures">
          <Figure value={grouped(residents)} label={t('注册居民', 'Registered residents')} />
          <Figure value={grouped(tasksDone)} label={t('完成任务（人次）', 'Tasks done')} />
          <Figure value={grouped(Math.floor(minutes / 60))} label={t('志愿服务小时', 'Volunteer hours')} />
          <Figure value={grouped(collected)} label={t('领走的兑换单', 'Orders collected')} />
          <Figure value={grouped(openStores)} label={t('荣誉超市', 'Honor stores')} />
        </div>
      </section>
      <section>
        <h2>{t('改不了的账', 'A book nobody can change')}</h2>
        <p>
          {t(
            '每天的积分记录都会算出一个指纹公布出来，一天接一天。谁改了过去的账，指纹就对不上。',
            'A fingerprint of every day’s entries is published, each built on the one before. Change the past and it no longer fits.',
          )}
        </p>
        <p class="actions">
          <LinkButton href="/digest" look="quiet">
            {t('每日存证', 'Daily digest')}
          </LinkButton>
        </p>
      </section>
    </>
  )
}

const tones = { green: 'good', amber: 'warn', red: 'bad' } as const

/** The light is said in words: colour is never the only signal. */
function CoverageNote({ figures: { coverage, shelfFen } }: { figures: Figures }) {
  const t = useT()
  const yuan = grouped(Math.round(shelfFen / 100))
  const { ratio, tone } = coverage
  return (
    <Alert tone={tones[tone]}>
      <strong>
        {t('物资保障率', 'Coverage')} {ratio === undefined ? '' : `${ratio.toFixed(2)} · `}
        {lightWord(tone, t)}
      </strong>
      <br />
      {t(
        `货架上现有价值约 ${yuan} 元的物资，与居民手里的积分相比。`,
        `Goods worth about ${yuan} yuan are on the shelves, set against the points residents hold.`,
      )}
      <a href="/coverage">{t('是什么意思', 'What that means')}</a>
    </Alert>
  )
}

function lightWord(tone: Figures['coverage']['tone'], t: Say): string {
  if (tone === 'green') return t('绿：充足', 'green: ample')
  if (tone === 'amber') return t('黄：偏紧，正在补货', 'amber: tight, being restocked')
  return t('红：不足，暂停新的兑换活动，物价不变', 'red: short; no new campaigns, prices stay')
}

/** `1218000` as `1,218,000`. */
const grouped = (number: number) => number.toLocaleString('en-US')
