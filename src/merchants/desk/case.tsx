import type { Standing } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Chip, Facts, Form, FormVersion, Radios, Select, Submit, Table, TextArea, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Check, Dispute } from '../checks/queries.ts'
import type { Complaint } from '../complaints/queries.ts'
import {
  complaintNames,
  complaintStateNames,
  complaintTones,
  kindNames,
  merchantVersions,
  refusalNames,
  stateNames,
  stateTones,
  stepNames,
} from '../labels.ts'
import { Pictures } from '../pictures.tsx'
import type { Licence, Merchant } from '../queries.ts'
import type { Score } from '../score/rules.ts'
import { ScoreView } from '../score/view.tsx'
import { Stale } from '../stale.tsx'
import { Checks } from './checks.tsx'

export type CaseProps = {
  merchant: Merchant
  areaName: string
  ownerName: string
  standing: ReadonlySet<Standing>
  score: Score | undefined
  licences: readonly (Licence & { photos: readonly PhotoUse[] })[]
  checks: readonly { check: Check; note: string | null; dispute: Dispute | null; photos: readonly PhotoUse[] }[]
  complaints: readonly Complaint[]
  events: readonly { event: { step: string; at: Date }; why: string | null; who: string | null }[]
  steps: readonly string[]
  tried: Partial<Record<'step' | 'check' | 'dispute' | 'licence', Tried>>
}

/** Everything about a merchant, and what the reader may do about it. */
export function CasePage(props: CaseProps) {
  const { merchant, areaName, ownerName, score, complaints, events, steps, tried } = props
  const t = useT()
  const lang = useLang()
  const { name, number, state, unifiedCode, kind, address, licenceUntil, reviewDueOn } = merchant
  return (
    <>
      <div class="page-head">
        <h1>
          {name} <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
        </h1>
      </div>
      <Facts
        rows={[
          [t('编号', 'No.'), number],
          [t('统一社会信用代码', 'Unified code'), unifiedCode],
          [t('类别', 'Trade'), kindNames[kind][lang]],
          [t('地址', 'Address'), `${areaName} ${address}`],
          [t('经营者', 'Owner'), ownerName],
          [t('执照有效期到', 'Licence until'), state === 'applied' ? '–' : (licenceUntil ?? t('长期', 'for good'))],
          [t('年审日期', 'Yearly review'), reviewDueOn ?? '–'],
        ]}
      />
      <Licences {...props} />
      {steps.length > 0 && <Steps merchant={merchant} steps={steps} tried={tried.step} />}
      {score && <ScoreView {...score} isOwn={false} />}
      {merchant.approvedAt && <Checks {...props} />}
      {complaints.length > 0 && <Complaints complaints={complaints} />}
      <details class="card">
        <summary>{t('经过', 'History')}</summary>
        <Timeline
          events={events.map(({ event, why, who }) => ({
            ...{ at: event.at, what: stepNames[event.step]?.[lang] ?? event.step, note: why ?? '' },
            who: who ?? t('系统', 'system'),
          }))}
        />
      </details>
    </>
  )
}

function Licences({ licences, merchant, standing, tried }: CaseProps) {
  const t = useT()
  const names = {
    sent: t('待审核', 'to be reviewed'),
    accepted: t('已认可', 'accepted'),
    refused: t('未采用', 'not taken'),
  }
  return (
    <section>
      <h2>{t('营业执照', 'Licence')}</h2>
      {licences.map(({ validUntil, state, sentAt, photos }) => (
        <div class="card">
          <p>
            {cityDay(sentAt)} ·{' '}
            {validUntil ? t(`有效至 ${validUntil}`, `until ${validUntil}`) : t('长期有效', 'for good')}{' '}
            <Chip tone={state === 'accepted' ? 'good' : state === 'sent' ? 'accent' : 'plain'}>{names[state]}</Chip>
          </p>
          <Pictures photos={photos} label={t('营业执照', 'Licence')} />
          {state === 'sent' && merchant.approvedAt && (standing.has('reviewer') || standing.has('admin')) && (
            <LicenceForm merchant={merchant} tried={tried.licence} />
          )}
        </div>
      ))}
    </section>
  )
}

function LicenceForm({ merchant, tried }: { merchant: Merchant; tried: Tried | undefined }) {
  const t = useT()
  return (
    <Form action={`/desk/merchants/${merchant.id}/licence`} scope="licence" tried={tried}>
      <Stale tried={tried} words={merchantVersions} />
      <FormVersion version={merchant.version} />
      <Radios
        name="outcome"
        label={t('新执照', 'New licence')}
        choices={[
          { value: 'accept', label: t('认可', 'Accept') },
          { value: 'refuse', label: t('不认可', 'Refuse') },
        ]}
        tried={tried}
      />
      <TextArea name="why" label={t('说明', 'Note')} maxlength={500} rows={2} required={false} tried={tried} />
      <Submit look="quiet">{t('确定', 'Confirm')}</Submit>
    </Form>
  )
}

function Steps({ merchant, steps, tried }: { merchant: Merchant; steps: readonly string[]; tried: Tried | undefined }) {
  const t = useT()
  const lang = useLang()
  const refusals = Object.entries(refusalNames).map(([value, name]) => ({ value, label: name[lang] }))
  return (
    <section>
      <h2>{t('处理', 'Deal with it')}</h2>
      <Form action={`/desk/merchants/${merchant.id}`} scope="step" class="card" tried={tried}>
        <Stale tried={tried} words={merchantVersions} />
        <FormVersion version={merchant.version} />
        <Radios
          name="step"
          label={t('怎么办', 'What to do')}
          choices={steps.map((step) => ({ value: step, label: stepNames[step]?.[lang] ?? step }))}
          tried={tried}
        />
        {steps.includes('refuse') && (
          <Select
            name="reason"
            label={t('不通过的原因', 'Why it is refused')}
            choices={refusals}
            empty={t('请选择', 'Please choose')}
            required={false}
            tried={tried}
          />
        )}
        <TextArea
          name="why"
          label={t('理由（经营者会看到）', 'Reason (the owner reads it)')}
          maxlength={500}
          required={false}
          tried={tried}
        />
        <Submit>{t('确定', 'Confirm')}</Submit>
      </Form>
    </section>
  )
}

function Complaints({ complaints }: { complaints: readonly Complaint[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('投诉', 'Complaints')}</h2>
      <Table
        head={[
          t('编号', 'No.'),
          t('类别', 'Kind'),
          t('发生日期', 'Happened'),
          t('状态', 'State'),
          t('办结期限', 'Due'),
        ]}
        rows={complaints.map((complaint) => [
          <a href={`/desk/merchants/complaints/${complaint.id}`}>{complaint.number}</a>,
          complaintNames[complaint.kind][lang],
          complaint.happenedOn,
          <Chip tone={complaintTones[complaint.state]}>{complaintStateNames[complaint.state][lang]}</Chip>,
          lastDayOf(complaint.appealDueAt ?? complaint.decideDueAt),
        ])}
      />
    </section>
  )
}
