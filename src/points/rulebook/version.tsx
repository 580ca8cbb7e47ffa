import type { Actor, Standing } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Facts,
  Form,
  FormVersion,
  PostButton,
  Submit,
  Table,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { type Rule, versionToday } from './book.tsx'
import { DraftCard } from './draft.tsx'
import type { eventsOfVersions, RuleVersion } from './queries.ts'
import { fromTheBeginning, secondAfterDays, versionFlow, versionStates, versionSteps } from './rules.ts'
import { changesSaid, saidBy, titleOf } from './said.ts'
import type { TrialRun } from './trials/queries.ts'
import { TrialProgress, TrialWords } from './trials/words.tsx'

type View = {
  rule: Rule
  standing: ReadonlySet<Standing>
  events: Awaited<ReturnType<typeof eventsOfVersions>>
  runs: readonly TrialRun[]
  now: Date
  actor: Actor
  /** Whether the viewer has been on duty over the city long enough to confirm a version. */
  isSettled: boolean
  /** Whether anybody but the viewer could. */
  hasSecond: boolean
  tried: Tried | undefined
  /** The step whose form was tried; none when it was the draft's. */
  at: { versionId: string; step: string } | undefined
}

/** A rule, its versions with the steps the viewer may take, and the form for the next one. */
export function RuleView(view: View) {
  const { rule, standing, events, runs, now, tried, at } = view
  const [t, lang] = [useT(), useLang()]
  const current = versionToday(rule, now)
  return (
    <>
      <p class="back">
        <a class="back" href="/desk/rules">
          {t('← 积分规则', '← Point rules')}
        </a>
      </p>
      <h1>{titleOf(rule, lang)}</h1>
      {tried?.alert && !at && <Alert>{tried.alert}</Alert>}
      {rule.versions.map((version) => (
        <VersionCard
          {...view}
          {...{ version, current }}
          run={runs.find(({ ruleVersionId }) => ruleVersionId === version.id)}
        />
      ))}
      {standing.has('admin') && current && (
        <DraftCard rule={rule.code} terms={current.terms} tried={at ? undefined : tried} />
      )}
      <Card>
        <h2>{t('记录', 'History')}</h2>
        <Timeline
          events={events.map(({ event, number, who }) => ({
            at: event.at,
            what: t(`第 ${number} 版：${whatWas(event).zh}`, `No. ${number}: ${whatWas(event).en}`),
            who: who ?? t('系统', 'the system'),
            note: event.reason,
          }))}
        />
      </Card>
    </>
  )
}

const whatWas = ({ from, to }: View['events'][number]['event']) =>
  from === 'proposed' && to === 'tried' ? versionSteps.sendBack : versionStates[to as RuleVersion['state']]

type VersionProps = Omit<View, 'rule' | 'events' | 'runs'> & {
  version: RuleVersion
  current: RuleVersion | undefined
  run: TrialRun | undefined
}

function VersionCard(card: VersionProps) {
  const { version, current, standing, run, now } = card
  const [t, lang] = [useT(), useLang()]
  const isCurrent = version.id === current?.id
  const hasBegun = version.state === 'scheduled' && (version.startsOn ?? '') <= cityDay(now)
  const steps = hasBegun ? [] : stepsFor(versionFlow, version.state, standing)
  const said = saidBy(version.rule, version.terms, t)
  const isOpen = run?.state === 'queued' || run?.state === 'running'
  return (
    <Card>
      <header class="page-head">
        <h2>{t(`第 ${version.number} 版`, `No. ${version.number}`)}</h2>
        <Chip tone={isCurrent ? 'good' : 'plain'}>
          {isCurrent ? t('现行', 'In force') : versionStates[version.state][lang]}
        </Chip>
      </header>
      {!hasBegun && current ? (
        <Changes changes={changesSaid(saidBy(version.rule, current.terms, t), said)} />
      ) : (
        <Facts rows={said} />
      )}
      <Facts
        rows={[
          [
            t('起始', 'From'),
            version.startsOn === fromTheBeginning ? t('从一开始', 'the beginning') : (version.startsOn ?? '–'),
          ],
          [t('理由', 'Why'), version.reason],
        ]}
      />
      {isOpen && <TrialProgress run={run} />}
      {run?.state === 'failed' && (
        <Alert>{t('试算中断了，请再试一次。', 'The trial broke off. Please try again.')}</Alert>
      )}
      {!isOpen && version.trial !== null && <TrialWords trial={version.trial} />}
      {steps.includes('try') && !isOpen && (
        <PostButton
          action={`/desk/rules/versions/${version.id}/try`}
          look="quiet"
          fields={{ version: String(version.version) }}
        >
          {versionSteps.try[lang]}
        </PostButton>
      )}
      {steps.includes('propose') && <StepForm {...card} step="propose" />}
      {steps.includes('confirm') && <SecondPerson {...card} />}
      {steps.includes('withdraw') && <StepForm {...card} step="withdraw" />}
    </Card>
  )
}

/** What a version that has not begun would change: before and after, and nothing that stays. */
function Changes({ changes }: { changes: ReturnType<typeof changesSaid> }) {
  const t = useT()
  if (changes.length === 0) return <p class="muted">{t('和现行版本相同。', 'The same as the version in force.')}</p>
  return (
    <Table
      head={[t('改动', 'Change'), t('现在', 'Now'), t('改为', 'Then')]}
      rows={changes.map(({ label, from, to }) => [label, from, <strong>{to}</strong>])}
    />
  )
}

/** Confirming is somebody else's than the proposer's; where there is nobody else, the page says what to do. */
function SecondPerson(card: VersionProps) {
  const t = useT()
  const { version, actor, isSettled, hasSecond } = card
  if (version.proposedBy !== actor.id)
    return (
      <>
        {isSettled ? (
          <StepForm {...card} step="confirm" isOpen />
        ) : (
          <Alert tone="info">
            {t(
              `任命满 ${secondAfterDays} 天后才能确认规则改动，好让其他人看到是谁被任命了。`,
              `Whoever was named less than ${secondAfterDays} days ago confirms no change of a rule: the others need time to see who was named.`,
            )}
          </Alert>
        )}
        <StepForm {...card} step="sendBack" />
      </>
    )
  return (
    <Alert tone="info">
      {hasSecond
        ? t(
            '生效日期是您提请的，已通知其他管理员和监督员，等其中一位确认。',
            'You proposed this day. The other administrators and the auditors were told; one of them confirms it.',
          )
        : t(
            `生效日期是您提请的，要由第二个人确认，可是全市还没有任命满 ${secondAfterDays} 天的别的管理员或监督员。请先`,
            `You proposed this day and a second person confirms it, but no other administrator or auditor has been named over the city for ${secondAfterDays} days. First `,
          )}
      {!hasSecond && (
        <>
          <a href="/desk/people">{t('任命一位监督员', 'name an auditor')}</a>
          {t('。', '.')}
        </>
      )}
    </Alert>
  )
}

type Step = 'propose' | 'confirm' | 'sendBack' | 'withdraw'

const addresses = { propose: 'propose', confirm: 'confirm', sendBack: 'send-back', withdraw: 'withdraw' } as const

function StepForm({ version, step, isOpen, ...card }: VersionProps & { step: Step; isOpen?: boolean }) {
  const [t, lang] = [useT(), useLang()]
  const address = addresses[step]
  const tried = card.at?.versionId === version.id && card.at.step === address ? card.tried : undefined
  return (
    <details open={isOpen === true || tried !== undefined}>
      <summary>{versionSteps[step][lang]}</summary>
      <Form action={`/desk/rules/versions/${version.id}/${address}`} scope={`${version.id}-${step}`} tried={tried}>
        <FormVersion version={version.version} />
        {step === 'propose' && <TextField name="startsOn" type="date" label={t('从哪天起', 'From')} tried={tried} />}
        <TextField
          name="reason"
          label={step === 'confirm' ? t('核对意见', 'What you checked') : t('理由', 'Why')}
          required={step !== 'confirm'}
          maxlength={300}
          tried={tried}
        />
        <Submit look={step === 'withdraw' ? 'danger' : step === 'sendBack' ? 'quiet' : 'primary'}>
          {versionSteps[step][lang]}
        </Submit>
      </Form>
    </details>
  )
}
