import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Form, FormId, FormVersion, Select, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { claimFlow } from '../claims/rules.ts'
import type { CaseProps } from './case.tsx'
import { decisionLabels } from './labels.ts'

const stepLooks = {
  approve: 'primary',
  overturn: 'primary',
  return: 'quiet',
  uphold: 'quiet',
  reject: 'danger',
} as const
/** Alt+key on most systems, so that a long queue needs no mouse. */
const stepKeys = { approve: 'a', overturn: 'a', return: 'b', uphold: 'x', reject: 'x' } as const

/** The buttons of the claim's life that this reviewer may press, and what goes with them. */
export function DecisionForm({ claim, activity, evidence, formId, tried, actor }: CaseProps) {
  const t = useT()
  const lang = useLang()
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  const isOwn = actor.id === claim.personId || actor.id === activity.publisherId
  const steps = isOwn
    ? []
    : stepsFor(claimFlow, claim.status, standing).filter((step): step is keyof typeof stepLooks => step in stepLooks)
  if (steps.length === 0) return null
  return (
    <Form action={`/desk/reviews/${claim.id}`} tried={tried} class="decision">
      <FormId id={formId} tried={tried} />
      <FormVersion version={claim.version} />
      {steps.includes('approve') && <Allowed {...{ activity, evidence, tried }} />}
      <TextArea
        name="reason"
        label={t(
          '原因（退回、不通过、少记时必填，居民会看到）',
          'Reason (needed unless you approve all of it; the resident reads it)',
        )}
        required={false}
        maxlength={500}
        rows={2}
        tried={tried}
      />
      <div class="actions">
        {steps.map((step) => (
          <button
            type="submit"
            name="decision"
            value={step}
            class={`button ${stepLooks[step]}`}
            accesskey={stepKeys[step]}
          >
            {decisionLabels[step]?.[lang]} <kbd>{stepKeys[step].toUpperCase()}</kbd>
          </button>
        ))}
        <a class="button quiet" href="/desk/reviews">
          {t('回列表', 'Back to the list')}
        </a>
      </div>
    </Form>
  )
}

/** The second look: the same question without the first answer. */
export function SecondForm({ claim, tried }: CaseProps) {
  const t = useT()
  return (
    <Form action={`/desk/reviews/${claim.id}/second`} tried={tried} class="decision">
      <TextArea name="reason" label={t('理由', 'Reasons')} maxlength={500} rows={2} tried={tried} />
      <div class="actions">
        <Submit name="decision" value="approve">
          {t('应该通过', 'Should be approved')}
        </Submit>
        <Submit name="decision" value="reject" look="quiet">
          {t('不应通过', 'Should not be approved')}
        </Submit>
      </div>
    </Form>
  )
}

/** All of it unless the reviewer says less; more is not on offer. */
function Allowed({ activity, evidence, tried }: Pick<CaseProps, 'activity' | 'evidence' | 'tried'>) {
  const t = useT()
  if (activity.kind === 'point_task')
    return (
      <TextField
        name="points"
        label={t(`认定分数（最多 ${evidence} 分）`, `Points allowed (${evidence} at most)`)}
        type="number"
        inputmode="numeric"
        min={1}
        max={evidence}
        value={evidence}
        tried={tried}
      />
    )
  const quarters = Array.from({ length: evidence / 15 }, (_, index) => evidence - index * 15)
  if (quarters.length === 0) return null
  return (
    <Select
      name="minutes"
      label={t('认定时长', 'Time allowed')}
      value={evidence}
      choices={quarters.map((minutes) => ({
        value: String(minutes),
        label:
          minutes === evidence
            ? t(`${minutes / 60} 小时（全部）`, `${minutes / 60} h (all of it)`)
            : t(`${minutes / 60} 小时`, `${minutes / 60} h`),
      }))}
      tried={tried}
    />
  )
}
