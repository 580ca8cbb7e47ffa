import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Facts,
  Form,
  FormVersion,
  LinkButton,
  PostButton,
  Submit,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { BrokenRules, Conditions, Whither } from './book.tsx'
import type { eventsOfRule, RoutingRow } from './queries.ts'
import { type Entry, hasBegun, readTerms } from './rules.ts'
import { type Names, routingStateLabels, routingStepLabels } from './said.ts'
import type { Trial } from './trials/rules.ts'
import { TrialView } from './trials/views.tsx'
import { RuleVersions } from './versions.tsx'

type Props = {
  /** The newest first. */
  versions: readonly RoutingRow[]
  inForce: Entry | undefined
  events: Awaited<ReturnType<typeof eventsOfRule>>
  names: Names
  mayKeep: boolean
  actorId: string
  today: string
  tried: Tried | undefined
  triedVersion: string | undefined
}

/** One rule with all its versions: what each says, what trying it gave, and the next step. */
export function RulePage(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { versions, inForce, events, mayKeep } = props
  const [newest] = versions
  if (!newest) return null
  const isOpen = versions.some(({ state }) => state === 'draft' || state === 'tried')
  return (
    <>
      <header class="page-head">
        <h1>{newest.name}</h1>
        <p class="row">
          {mayKeep && !isOpen && (
            <LinkButton href={`/desk/routing/${newest.ruleId}/next`}>
              {t('起草新版本', 'Draft a new version')}
            </LinkButton>
          )}
          <LinkButton href="/desk/routing" look="quiet">
            {t('全部规则', 'All rules')}
          </LinkButton>
        </p>
      </header>
      {inForce && <BrokenRules book={[inForce]} />}
      {versions.map((version) => (
        <VersionCard {...props} version={version} />
      ))}
      <h2>{t('经过', 'History')}</h2>
      <Timeline
        events={events.map(({ at, step, number, who, reason }) => ({
          at,
          what: `${routingStepLabels[step]?.[lang] ?? step} · ${t(`第 ${number} 版`, `no. ${number}`)}`,
          who: who ?? '',
          note: reason,
        }))}
      />
    </>
  )
}

function VersionCard({
  version,
  inForce,
  names,
  mayKeep,
  actorId,
  today,
  tried,
  triedVersion,
}: Props & { version: RoutingRow }) {
  const [t, lang] = [useT(), useLang()]
  const { id, number, state, startsOn, endsOn, position, trial, areaPath } = version
  const terms = readTerms(version.terms)
  const isNow = inForce?.versionId === id
  const mine = triedVersion === id ? tried : undefined
  const replaced = hasBegun(version, today) && !isNow
  const label = isNow
    ? t('启用中', 'In force')
    : replaced && state === 'scheduled'
      ? t('已被替代', 'Replaced')
      : routingStateLabels[state][lang]
  return (
    <section class="card">
      <h2>
        {t(`第 ${number} 版`, `No. ${number}`)} <Chip tone={isNow ? 'good' : 'plain'}>{label}</Chip>{' '}
        {terms.automatic && <Chip tone="accent">{t('自动吹哨', 'Calls by itself')}</Chip>}
      </h2>
      <Facts
        rows={[
          [t('什么样的上报', 'Which reports'), <Conditions entry={{ areaPath, terms }} names={names} />],
          [t('派给', 'Goes to'), <Whither terms={terms} names={names} />],
          ...(terms.task ? [[t('要办什么', 'Task'), terms.task] as const] : []),
          [t('次序', 'Order'), String(position)],
          ...(startsOn ? [[t('起止', 'Days'), `${startsOn} – ${endsOn ?? ''}`] as const] : []),
        ]}
      />
      {mine?.refusal?.code === 'stale_version' && <RuleVersions details={mine.refusal.details} names={names} />}
      {trial ? <TrialView trial={trial as Trial} names={names} /> : null}
      {mayKeep && <NextSteps {...{ version, actorId, today, isNow, tried: mine }} />}
    </section>
  )
}

type NextProps = { version: RoutingRow; actorId: string; today: string; isNow: boolean; tried: Tried | undefined }

function NextSteps({ version: row, actorId, today, isNow, tried }: NextProps) {
  const t = useT()
  const { id, state, version, createdBy, startsOn } = row
  const path = `/desk/routing/versions/${id}`
  if (state === 'draft' || state === 'tried')
    return (
      <>
        <div class="actions">
          <PostButton action={`${path}/try`} fields={{ version: String(version) }}>
            {state === 'draft' ? t('用上个月的上报试跑', 'Try on the past month') : t('再试一次', 'Try again')}
          </PostButton>
          <LinkButton href={`${path}/edit`} look="quiet">
            {t('修改', 'Change')}
          </LinkButton>
        </div>
        {state === 'tried' && actorId === createdBy && (
          <Alert tone="info">
            {t('请另一位同事核对后启用。', 'A colleague has to look at it and put it into force.')}
          </Alert>
        )}
        {state === 'tried' && actorId !== createdBy && (
          <Form action={`${path}/schedule`} scope={`${id}-schedule`} tried={tried}>
            <FormVersion version={version} />
            <TextField
              name="startsOn"
              type="date"
              label={t('从哪天起', 'From which day')}
              value={today}
              min={today}
              tried={tried}
            />
            <TextField name="reason" label={t('核对意见', 'What you found')} maxlength={300} tried={tried} />
            <Submit>{t('启用', 'Put into force')}</Submit>
          </Form>
        )}
        <StopForm
          path={`${path}/withdraw`}
          scope={`${id}-withdraw`}
          version={version}
          tried={tried}
          label={t('撤回草稿', 'Withdraw the draft')}
        />
      </>
    )
  const isAhead = state === 'scheduled' && (startsOn ?? '') > today
  if (isAhead || isNow) {
    const [step, label] = isAhead ? ['withdraw', t('撤回', 'Withdraw')] : ['retire', t('停用', 'Retire')]
    return <StopForm path={`${path}/${step}`} scope={`${id}-${step}`} version={version} tried={tried} label={label} />
  }
  return null
}

type StopProps = { path: string; scope: string; version: number; tried: Tried | undefined; label: string }

function StopForm({ path, scope, version, tried, label }: StopProps) {
  const t = useT()
  return (
    <details class="step">
      <summary>{label}</summary>
      <Form action={path} scope={scope} tried={tried}>
        <FormVersion version={version} />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={300} tried={tried} />
        <Submit look="danger">{label}</Submit>
      </Form>
    </details>
  )
}
