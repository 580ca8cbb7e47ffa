import type { Area } from '../../areas/queries.ts'
import type { Terms } from '../../points/rulebook/rules.ts'
import { capsSaid } from '../../points/rulebook/said.ts'
import { Qr } from '../../web/qr.tsx'
import { Alert, Facts, LinkButton } from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import type { Category, Report } from '../queries.ts'
import { objectionDays, silenceDays } from '../rules.ts'

type ReceivedProps = {
  report: Report
  category: Category
  area: Area
  terms: { first: Terms; solved: Terms }
  /** The signed address by which an anonymous report is followed. */
  address: string | undefined
}

/** It has arrived: the number, what happens next and by when, and what it earns. */
export function ReceivedPage({ report, category, area, terms, address }: ReceivedProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="stack-tight">
        <h1>{t('收到了，谢谢您', 'Received, thank you')}</h1>
        <p class="lead">
          {t('编号', 'Number')} <strong class="big-number">{report.number}</strong>
        </p>
      </header>
      {address && <FollowBy address={address} />}
      <section>
        <h2>{t('接下来', 'What happens next')}</h2>
        <Next report={report} category={category} />
      </section>
      {report.kind === 'problem' && !address && <Earns terms={terms} />}
      {report.kind === 'praise' && (
        <Alert tone="info">
          {t(
            '点赞没有积分：好事值得说出来，不用买。',
            'Praise earns nothing: what is good deserves a word, not a price.',
          )}
        </Alert>
      )}
      <Facts
        rows={[
          [t('类别', 'Category'), category.name[lang]],
          [t('地点', 'Where'), [area.name, report.address].filter(Boolean).join(' · ')],
        ]}
      />
      <p class="actions">
        <LinkButton href={`/reports/${report.id}`}>{t('看这一条', 'See the report')}</LinkButton>
        <LinkButton href="/snap" look="quiet">
          {t('再拍一处', 'Snap another')}
        </LinkButton>
      </p>
    </>
  )
}

function FollowBy({ address }: { address: string }) {
  const t = useT()
  return (
    <section class="card stack follow-by">
      <h2>{t('请保存这个查询地址', 'Keep this address')}</h2>
      <p>
        {t(
          '您是匿名上报的，只有这个地址能查进展、回答提问、评价结果。截图或复制都行，丢了找不回来，也不要给别人。',
          'You reported without a name. Only this address follows it, answers questions and judges the result. Keep a picture or a copy of it: it cannot be found again, and should not be given away.',
        )}
      </p>
      <Qr code={address} text={address} label={t('查询二维码', 'QR code of the address')} />
      <button type="button" class="button quiet" data-copy={address}>
        {t('复制地址', 'Copy the address')}
      </button>
    </section>
  )
}

function Next({ report, category }: Pick<ReceivedProps, 'report' | 'category'>) {
  const t = useT()
  if (report.kind === 'praise')
    return <p>{t('社区看过以后会公开，并转给您点赞的人。', 'Your community reads it, shows it, and passes it on.')}</p>
  return (
    <ol class="stack-tight">
      <li>
        {t(
          '社区先看一遍：受理、请您补充，或说明为什么不受理。',
          'Your community looks: accepts it, asks you, or says why not.',
        )}
      </li>
      <li>
        {t(
          `受理后吹哨，负责的单位 ${officeTime(category.reportInMinutes, t)}内报到。`,
          `Then whoever is responsible is called and reports for duty within ${officeTime(category.reportInMinutes, t)}.`,
        )}
      </li>
      <li>
        {t(
          `${officeTime(category.resolveMinutes, t)}内办结，并拍照证明。`,
          `It is solved within ${officeTime(category.resolveMinutes, t)}, with a photo as proof.`,
        )}
      </li>
      <li>
        {t(
          `最后由您说了算：修好了、修好一半还是没修好，${silenceDays} 天内回复。不受理的话，${objectionDays} 天内可以提一次异议。`,
          `You have the last word for ${silenceDays} days: fixed, half or not. If it is not taken on you may object once within ${objectionDays} days.`,
        )}
      </li>
    </ol>
  )
}

const officeMinutesADay = 390

/** `2 个工作日`, `1 小时工作时间`: clocks run in office time. */
export function officeTime(minutes: number, t: Say): string {
  const days = Math.round((minutes / officeMinutesADay) * 2) / 2
  if (days >= 1) return t(` ${days} 个工作日`, `${days} working ${days === 1 ? 'day' : 'days'}`)
  const hours = Math.round((minutes / 60) * 2) / 2
  return t(` ${hours} 个工作小时`, `${hours} office ${hours === 1 ? 'hour' : 'hours'}`)
}

function Earns({ terms: { first, solved } }: Pick<ReceivedProps, 'terms'>) {
  const t = useT()
  return (
    <section>
      <h2>{t('积分', 'Points')}</h2>
      <p>
        {t(
          `受理后得 ${first.prices.one ?? 0} 分，确认修好再得 ${solved.prices.one ?? 0} 分。受理前没有积分；受理后公示 ${first.objectionHours} 小时生效。`,
          `${first.prices.one ?? 0} points once it is accepted, ${solved.prices.one ?? 0} more once it is fixed. Nothing before that; they take effect ${first.objectionHours} hours after acceptance.`,
        )}
      </p>
      <p class="muted">
        {t(
          `同一处问题，第一个报的人得分；后来现场确认的人各得一点。上限：${capsSaid(first.caps, t)}。`,
          `The first to report a spot earns; those who confirm it on the spot earn a little. At most ${capsSaid(first.caps, t)}.`,
        )}
      </p>
    </section>
  )
}
