import { type Held, HonorMarks } from '../../credentials/honored.tsx'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Facts, LinkButton, PostButton, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { ToldComplaint } from '../complaints/queries.ts'
import {
  complaintNames,
  complaintStateNames,
  complaintTones,
  refusalNames,
  stateNames,
  stateTones,
  stepNames,
} from '../labels.ts'
import type { Merchant } from '../queries.ts'
import type { Score } from '../score/rules.ts'
import { ScoreView } from '../score/view.tsx'
import { type OwnCheck, OwnChecks } from './checks.tsx'
import type { OwnEvent } from './queries.ts'
import { OwnSteps } from './steps.tsx'

export function MinePage({ rows, counters }: { rows: readonly Merchant[]; counters: readonly Merchant[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('我的店', 'My shop')}</h1>
      {rows.length === 0 && (
        <Empty title={t('还没有申请', 'You have not applied')}>
          <p>{t('经营者可以为自己的店申请诚信商户。', 'Whoever runs a shop can apply for it.')}</p>
        </Empty>
      )}
      <div class="list">
        {rows.map(({ id, name, number, state }) => (
          <Card href={`/merchants/mine/${id}`}>
            <h2>
              {name} <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
            </h2>
            <p class="muted">{number}</p>
          </Card>
        ))}
      </div>
      {counters.map(({ id, name }) => (
        <p class="actions">
          <LinkButton href={`/merchants/counter/${id}`}>{t(`${name} 收积分`, `Accept points at ${name}`)}</LinkButton>
        </p>
      ))}
      <p class="actions">
        <LinkButton href="/merchants/apply" look={rows.length ? 'quiet' : 'primary'}>
          {t('申请诚信商户', 'Apply')}
        </LinkButton>
      </p>
    </>
  )
}

type OwnProps = {
  merchant: Merchant
  areaName: string
  score: Score | undefined
  complaints: readonly ToldComplaint[]
  events: readonly OwnEvent[]
  honors: readonly Held[]
  checks: readonly OwnCheck[]
  tried: Tried | undefined
}

/** A shop as its owner sees it: all of it. */
export function OwnPage({ merchant, areaName, score, complaints, events, honors, checks, tried }: OwnProps) {
  const t = useT()
  const lang = useLang()
  const { id, name, number, state, unifiedCode, address, licenceUntil, reviewDueOn } = merchant
  return (
    <>
      <h1>{name}</h1>
      <p>
        <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
      </p>
      <HonorMarks honors={honors} isOwn />
      <WhatNext merchant={merchant} last={events[0]} />
      {state === 'active' && (
        <p class="actions">
          <LinkButton href={`/merchants/mine/${id}/credit`} look="quiet">
            {t('兑信用：出示给银行', 'Credit: show a bank')}
          </LinkButton>
        </p>
      )}
      {score && <ScoreView {...score} isOwn />}
      <Facts
        rows={[
          [t('编号', 'No.'), number],
          [t('统一社会信用代码', 'Unified code'), unifiedCode],
          [t('地址', 'Address'), `${areaName} ${address}`],
          [t('执照有效期到', 'Licence until'), licenceUntil ?? t('长期', 'for good')],
          [t('年审日期', 'Yearly review'), reviewDueOn ?? '–'],
        ]}
      />
      <Complaints id={id} complaints={complaints} />
      <OwnChecks checks={checks} tried={tried} />
      {merchant.approvedAt && state !== 'closed' && <OwnSteps merchant={merchant} tried={tried} />}
      <details class="card">
        <summary>{t('经过', 'History')}</summary>
        <Timeline
          events={events.map(({ step, why, at }) => ({ at, what: stepNames[step]?.[lang] ?? step, note: why }))}
        />
      </details>
    </>
  )
}

function WhatNext({ merchant, last }: { merchant: Merchant; last: OwnEvent | undefined }) {
  const t = useT()
  const lang = useLang()
  const { id, state } = merchant
  const withdraw = (
    <PostButton action={`/merchants/mine/${id}/withdraw`} look="quiet">
      {t('撤回申请', 'Withdraw')}
    </PostButton>
  )
  if (state === 'applied')
    return (
      <>
        <Alert tone="info">{t('正在审核，有结果会通知您。', 'It is being reviewed; you will be told.')}</Alert>
        <div class="actions">{withdraw}</div>
      </>
    )
  if (state === 'returned')
    return (
      <>
        <Alert tone="warn">{last?.why}</Alert>
        <div class="actions">
          <LinkButton href={`/merchants/mine/${id}/edit`}>{t('去补充', 'Complete it')}</LinkButton>
          {withdraw}
        </div>
      </>
    )
  if (state === 'refused')
    return (
      <Alert>
        {last?.reason && `${refusalNames[last.reason][lang]}：`}
        {last?.why}
      </Alert>
    )
  if (state === 'suspended' || state === 'lapsed')
    return <Alert tone="warn">{last?.why || stateNames[state][lang]}</Alert>
  return null
}

function Complaints({ id, complaints }: { id: string; complaints: readonly ToldComplaint[] }) {
  const t = useT()
  const lang = useLang()
  if (complaints.length === 0) return null
  return (
    <section>
      <h2>{t('投诉', 'Complaints')}</h2>
      <div class="list">
        {complaints.map((complaint) => (
          <Card href={`/merchants/mine/${id}/complaints/${complaint.id}`}>
            <p id={`fact-${complaint.id}`}>
              {complaint.number} · {complaintNames[complaint.kind][lang]}{' '}
              <Chip tone={complaintTones[complaint.state]}>{complaintStateNames[complaint.state][lang]}</Chip>
            </p>
            {complaint.state === 'filed' && (
              <p class="muted">
                {t('请答复，期限：', 'Please answer by ')}
                {lastDayOf(complaint.answerDueAt)}
              </p>
            )}
            <p class="muted">{cityDay(complaint.at)}</p>
          </Card>
        ))}
      </div>
    </section>
  )
}
