import type { Standing } from '../../kit/actor.ts'
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
import { fromTheBeginning, versionFlow, versionStates, versionSteps } from './rules.ts'
import { changesSaid, saidBy, titleOf } from './said.ts'
import type { TrialRun } from './trials/queries.ts'
import { TrialProgress, TrialWords } from './trials/words.tsx'

type View = {
  rule: Rule
  standing: ReadonlySet<Standing>
  events: Awaited<ReturnType<typeof eventsOfVersions>>
  runs: readonly TrialRun[]
  now: Date
  tried: Tried | undefined
}

/** A rule, its versions with the steps the viewer may take, and the form for the next one. */
export function RuleView({ rule, standing, events, runs, now, tried }: View) {
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
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {rule.versions.map((version) => (
        <VersionCard
          {...{ version, standing, now, current }}
          run={runs.find(({ ruleVersionId }) => ruleVersionId === version.id)}
        />
      ))}
      {standing.has('admin') && current && <DraftCard rule={rule.code} terms={current.terms} tried={tried} />}
      <Card>
        <h2>{t('记录', 'History')}</h2>
        <Timeline
          events={events.map(({ event, number, who }) => ({
            at: event.at,
            what: t(
              `第 ${number} 版：${versionStates[event.to as RuleVersion['state']].zh}`,
              `No. ${number}: ${versionStates[event.to as RuleVersion['state']].en}`,
            ),
            who: who ?? t('系统', 'the system'),
            note: event.reason,
          }))}
        />
      </Card>
    </>
  )
}

type VersionProps = {
  version: RuleVersion
  current: RuleVersion | undefined
  standing: ReadonlySet<Standing>
  run: TrialRun | undefined
  now: Date
}

function VersionCard({ version, current, standing, run, now }: VersionProps) {
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
      {steps.includes('schedule') && <StepForm version={version} step="schedule" withDate />}
      {steps.includes('withdraw') && <StepForm version={version} step="withdraw" />}
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

type Stepping = { version: RuleVersion; step: 'schedule' | 'withdraw'; withDate?: boolean }

function StepForm({ version, step, withDate }: Stepping) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details>
      <summary>{versionSteps[step][lang]}</summary>
      <Form action={`/desk/rules/versions/${version.id}/${step}`}>
        <FormVersion version={version.version} />
        {withDate && <TextField name="startsOn" type="date" label={t('从哪天起', 'From')} />}
        <TextField name="reason" label={t('理由', 'Why')} maxlength={300} />
        <Submit look={step === 'withdraw' ? 'danger' : 'primary'}>{versionSteps[step][lang]}</Submit>
      </Form>
    </details>
  )
}
