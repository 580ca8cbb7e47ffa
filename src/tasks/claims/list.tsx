import { Card, Chip, Empty, LinkButton, More } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { whenText } from '../activities/rows.ts'
import { claimStatusLabels, claimTones, nextSentences } from './labels.ts'
import type { ClaimWithActivity } from './queries.ts'
import { final } from './rules.ts'

type ListProps = { rows: readonly ClaimWithActivity[]; isFirst: boolean; more: string | undefined }

/** Everything somebody signed up for: what is next on top, what is done below. */
export function ClaimList({ rows, isFirst, more }: ListProps) {
  const t = useT()
  const isOver = ({ claim }: ClaimWithActivity) => (final as readonly string[]).includes(claim.status)
  const next = rows.filter((row) => !isOver(row)).toSorted(byStart)
  const done = rows.filter(isOver)
  return (
    <>
      <header class="page-head">
        <h1>{t('我的任务', 'My tasks')}</h1>
        <a class="plain" href="/calendar">
          {t('加到日历', 'Calendar')}
        </a>
      </header>
      {isFirst && rows.length === 0 && (
        <Empty title={t('您还没有报名', 'You have not signed up yet')}>
          <p>
            {t(
              '看看社区里有什么需要帮忙的，选一个时间合适的。',
              'See what your community needs, and pick what suits you.',
            )}
          </p>
          <LinkButton href="/tasks">{t('看看任务', 'Look at the tasks')}</LinkButton>
        </Empty>
      )}
      <Group title={t('接下来', 'Next')} rows={next} />
      <Group title={t('以前的', 'Earlier')} rows={done} />
      <More href={more} />
    </>
  )
}

const byStart = (a: ClaimWithActivity, b: ClaimWithActivity) =>
  a.activity.startsAt.getTime() - b.activity.startsAt.getTime()

function Group({ title, rows }: { title: string; rows: readonly ClaimWithActivity[] }) {
  const lang = useLang()
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      {rows.map(({ claim, activity }) => (
        <Card href={`/claims/${claim.id}`}>
          <h3>{activity.title}</h3>
          <p>
            {whenText(activity, lang)} · {activity.place}
          </p>
          <p class="row">
            <Chip tone={claimTones[claim.status]}>{claimStatusLabels[claim.status][lang]}</Chip>
            <span class="muted">{nextSentences[claim.status][lang]}</span>
          </p>
        </Card>
      ))}
    </section>
  )
}
