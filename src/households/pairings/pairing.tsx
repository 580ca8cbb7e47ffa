import { stepsFor } from '../../kit/flow.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  PhotoField,
  Radios,
  Submit,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import type { eventsOf } from '../homes/queries.ts'
import { pairingLabels } from '../labels.ts'
import type { pairingSeenBy, Visit } from './queries.ts'
import { pairingFlow } from './rules.ts'

type Props = {
  view: Awaited<ReturnType<typeof pairingSeenBy>>
  visits: readonly Visit[]
  events: Awaited<ReturnType<typeof eventsOf>>
  /** Points that the reader may still give this month. */
  mayGive: number
  offerDays: number
  isProposer: boolean
  today: string
  newId: () => string
  tried: { visit?: Tried; gift?: Tried }
}

/** Who supports whom, what was promised and what was done; and what the reader may do about it. */
export function PairingPage(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { view, visits, events } = props
  const { pairing, household, supporterName, organizationName, parts } = view
  const label = pairingLabels[pairing.state]
  const steps = stepsFor(pairingFlow, pairing.state, parts)
  return (
    <>
      <header class="page-head">
        <h1>{t('挂包帮结对', 'Support pairing')}</h1>
        <Chip tone={label.tone}>{label[lang]}</Chip>
      </header>
      <Card>
        <Facts
          rows={[
            [t('家庭', 'Household'), household.name],
            [t('结对人', 'Supporter'), [organizationName, supporterName].filter(Boolean).join(' · ')],
            [t('帮扶内容', 'Duty'), pairing.duty],
            [
              t('时间', 'Days'),
              t(`${pairing.startsOn} 至 ${pairing.endsOn}`, `${pairing.startsOn} to ${pairing.endsOn}`),
            ],
            [t('同意', 'Agreed'), agreedText(pairing, t)],
          ]}
        />
      </Card>
      {steps.includes('agree') && <Agree {...props} />}
      {steps.includes('approve') && <Approve {...props} />}
      {steps.includes('visit') && <NewVisit {...props} />}
      {parts.has('supporter') && pairing.state === 'active' && <Give {...props} />}
      <h2>{t('走访记录', 'Visits')}</h2>
      {visits.length === 0 && <p class="muted">{t('还没有走访。', 'No visit yet.')}</p>}
      {visits.map(({ visitedOn, words, photoId }) => (
        <Card>
          <strong>{visitedOn}</strong>
          <p class="lines">{words}</p>
          {photoId && (
            <img class="photo" src={`/photos/${photoId}`} alt={t('走访照片', 'Photo of the visit')} loading="lazy" />
          )}
        </Card>
      ))}
      {(steps.includes('end') || steps.includes('refuse')) && <End {...props} />}
      <details>
        <summary>{t('办理记录', 'What happened')}</summary>
        <Timeline
          events={events.map(({ event, who }) => ({
            at: event.at,
            what: stepName(t, event.step),
            who,
            note: event.reason,
          }))}
        />
      </details>
    </>
  )
}

function agreedText({ supporterAgreedAt, householdAgreedAt, paper }: Props['view']['pairing'], t: Say) {
  const one = (name: string, at: Date | null) => `${name}${at ? t('已同意', ' agreed') : t('未答复', ' not yet')}`
  const home = one(t('家庭', 'household'), householdAgreedAt) + (paper ? t('（书面）', ' (on paper)') : '')
  return `${one(t('结对人', 'supporter'), supporterAgreedAt)} · ${home}`
}

const names: Record<string, [string, string]> = {
  propose: ['提出结对', 'Proposed'],
  agree: ['结对人同意', 'The supporter agreed'],
  'household agrees': ['家庭同意', 'The household agreed'],
  approve: ['批准', 'Approved'],
  refuse: ['没有成立', 'Did not come about'],
  visit: ['走访', 'Visited'],
  end: ['结束', 'Ended'],
}

const stepName = (t: Say, step: string) => t(...(names[step] ?? [step, step]))

function Agree({ view: { pairing, parts }, newId }: Props) {
  const t = useT()
  const hasAnswered = parts.has('supporter') ? pairing.supporterAgreedAt : pairing.householdAgreedAt
  if (hasAnswered)
    return (
      <Alert tone="info">
        {t('您已同意，等待另一方和社区审批。', 'You have agreed. The others are still to answer.')}
      </Alert>
    )
  return (
    <Card>
      <Form action={`/pairings/${pairing.id}/agree`} class="stack">
        <FormId id={newId()} />
        <Radios
          name="relatives"
          label={t('结对人和这家人是亲属吗？', 'Are the supporter and the household relatives?')}
          help={t('亲属不能结对：这不是惩罚，只是回避。', 'Relatives are not paired. That is no blame, only a rule.')}
          choices={[
            { value: 'no', label: t('不是亲属，我同意结对', 'No, and I agree') },
            { value: 'yes', label: t('是亲属，不结对', 'Yes, so no pairing') },
          ]}
        />
        <Submit>{t('提交', 'Send')}</Submit>
      </Form>
    </Card>
  )
}

function Approve({ view: { pairing, parts }, isProposer, newId }: Props) {
  const t = useT()
  if (isProposer)
    return (
      <Alert tone="info">
        {t('您提出的结对，由另一位工作人员审批。', 'You proposed it; somebody else approves it.')}
      </Alert>
    )
  if (parts.has('supporter') || parts.has('member')) return null
  if (!pairing.supporterAgreedAt || !pairing.householdAgreedAt)
    return <Alert tone="info">{t('双方都同意后才能批准。', 'It can be approved once both have agreed.')}</Alert>
  return (
    <Form action={`/pairings/${pairing.id}/approve`} class="stack">
      <FormId id={newId()} />
      <FormVersion version={pairing.version} />
      <Submit>{t('批准结对', 'Approve')}</Submit>
    </Form>
  )
}

function NewVisit({ view: { pairing }, today, newId, tried }: Props) {
  const t = useT()
  return (
    <details open={Boolean(tried.visit)}>
      <summary>{t('记一次走访', 'Note a visit')}</summary>
      <Form action={`/pairings/${pairing.id}/visits`} class="stack" upload scope="visit" tried={tried.visit}>
        <FormId id={newId()} tried={tried.visit} />
        <TextField
          name="visitedOn"
          type="date"
          label={t('哪天', 'Day')}
          value={today}
          min={pairing.startsOn}
          max={today}
          tried={tried.visit}
        />
        <TextArea name="words" label={t('做了什么', 'What was done')} maxlength={1000} tried={tried.visit} />
        <PhotoField name="photos" label={t('照片', 'Photo')} required={false} tried={tried.visit} />
        <Submit>{t('记下', 'Save')}</Submit>
      </Form>
    </details>
  )
}

function Give({ view: { pairing, household }, mayGive, offerDays, newId, tried }: Props) {
  const t = useT()
  if (mayGive === 0)
    return <Alert tone="info">{t('这个月献满了，下个月可以再赠送。', 'You have given all you may this month.')}</Alert>
  return (
    <details open={Boolean(tried.gift)}>
      <summary>{t('赠送积分', 'Give points')}</summary>
      <Form action={`/pairings/${pairing.id}/gifts`} class="stack" scope="gift" tried={tried.gift}>
        <FormId id={newId()} tried={tried.gift} />
        <TextField
          name="points"
          label={t(`送给“${household.name}”多少分`, `Points for “${household.name}”`)}
          help={t(
            `这个月还可以献 ${mayGive} 分。先冻结，对方 ${offerDays} 天内接受才扣，接受后不能收回。`,
            `You may give ${mayGive} more this month. They are held until the household answers, ${offerDays} days at most; once accepted they stay given.`,
          )}
          inputmode="numeric"
          maxlength={6}
          autocomplete="off"
          tried={tried.gift}
        />
        <TextField
          name="words"
          label={t('一句话', 'A few words')}
          maxlength={100}
          required={false}
          tried={tried.gift}
        />
        <Submit>{t('提出赠送', 'Offer')}</Submit>
      </Form>
      <LinkButton href={`/pairings/${pairing.id}/goods`} look="quiet">
        {t('改送物品', 'Give goods instead')}
      </LinkButton>
    </details>
  )
}

function End({ view: { pairing, parts }, newId }: Props) {
  const t = useT()
  const isRunning = pairing.state === 'active'
  const isStaff = !parts.has('supporter') && !parts.has('head')
  return (
    <details>
      <summary>{isRunning ? t('结束结对', 'End the pairing') : t('不同意', 'Say no')}</summary>
      <Form action={`/pairings/${pairing.id}/${isRunning ? 'end' : 'refuse'}`} class="stack" scope="end">
        <FormId id={newId()} />
        <TextArea name="reason" label={t('原因', 'Reason')} rows={2} maxlength={500} required={isStaff} />
        <Submit look="danger">{isRunning ? t('结束', 'End') : t('不同意', 'Say no')}</Submit>
      </Form>
    </details>
  )
}
