import { Alert } from '../../../web/ui.tsx'
import { useT } from '../../../web/words.ts'
import type { TrialRun } from './queries.ts'
import { changePercent, type GrantsTrial, type OrdersTrial, type Trial } from './rules.ts'

/** How far a long trial has come. The page asks again by itself. */
export function TrialProgress({ run: { done, total, state } }: { run: TrialRun }) {
  const t = useT()
  const percent = total === 0 ? 0 : Math.min(99, Math.floor((done / total) * 100))
  return (
    <div class="alert info stack-tight" role="status">
      <p>
        {state === 'queued'
          ? t(`正在排队试算，约 ${total} 笔……`, `The trial waits its turn: about ${total} entries…`)
          : t(`正在试算：${done} / ${total} 笔（${percent} %）`, `Trying: ${done} of ${total} entries (${percent} %)`)}
      </p>
      <progress max={Math.max(1, total)} value={Math.min(done, total)} aria-label={t('试算进度', 'Progress')} />
    </div>
  )
}

/** What a trial gave, in a sentence. */
export function TrialWords({ trial }: { trial: unknown }) {
  const t = useT()
  const told = trial as Trial
  if (told.kind === 'compared')
    return (
      <Alert tone="info">
        {t(
          '这些数字没有可以重算的往事：请对照上面的改动。',
          'Nothing in the past can be worked out again for these numbers: see the changes above.',
        )}
      </Alert>
    )
  return told.kind === 'orders' ? <OrdersWords trial={told} /> : <GrantsWords trial={told} />
}

function OrdersWords({ trial }: { trial: OrdersTrial }) {
  const t = useT()
  const { from, to, orders, refused, pointsRefused, people } = trial
  return (
    <Alert tone="info">
      {t(
        `试算 ${from} 至 ${to}：${orders} 张兑换单里有 ${refused} 张（${pointsRefused} 分，${people} 人）会超出这一版的限额。`,
        `Tried on ${from} to ${to}: of ${orders} orders, ${refused} (${pointsRefused} points, ${people} people) would be above these limits.`,
      )}
    </Alert>
  )
}

function GrantsWords({ trial }: { trial: GrantsTrial }) {
  const t = useT()
  const percent = changePercent(trial)
  const more = percent === undefined ? '–' : `${percent > 0 ? '+' : ''}${percent} %`
  return (
    <Alert tone="info">
      {t(
        `试算 ${trial.from} 至 ${trial.to}：${trial.grants} 笔，原来 ${trial.paidBefore} 分，按这一版 ${trial.paidAfter} 分（${more}）；${trial.peopleMore} 人变多，${trial.peopleLess} 人变少。`,
        `Tried on ${trial.from} to ${trial.to}: ${trial.grants} grants cost ${trial.paidBefore} points, under this version ${trial.paidAfter} (${more}); ${trial.peopleMore} people get more, ${trial.peopleLess} less.`,
      )}
    </Alert>
  )
}
