import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Form, FormId, FormVersion, Submit, TextArea } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { claimFlow } from '../claims/rules.ts'
import type { CaseProps } from './case.tsx'

/** Takes an approval back that turned out untrue. What would happen is said before it does. */
export function RevokeForm({ claim, activity, ahead, decisions, formId, tried, actor }: CaseProps) {
  const t = useT()
  const steps = stepsFor(claimFlow, claim.status, standingOf(actor, { areaPath: activity.areaPath }))
  const isOwn = actor.id === claim.personId || actor.id === activity.publisherId
  const wasRevoked = decisions.some(({ review }) => review.decision === 'revoke')
  const { minutes, taken, debt, writtenOff } = ahead
  const isNothing = minutes + taken + debt + writtenOff === 0
  if (isOwn || wasRevoked || isNothing || !steps.includes('revoke')) return null
  return (
    <details open={tried !== undefined}>
      <summary>{t('后来发现不属实？撤回认定', 'It turned out untrue? Take the approval back')}</summary>
      <div class="stack">
        <p>
          {minutes > 0 && t(`更正志愿时长 ${minutes / 60} 小时；`, `${minutes / 60} h leave the record; `)}
          {t(
            `收回 ${taken} 分，${debt} 分记为待抵扣，${writtenOff} 分不再追回。`,
            `${taken} points are taken back, ${debt} owed, ${writtenOff} written off.`,
          )}
        </p>
        <p class="muted">
          {t(
            '居民会收到通知和您写的理由，可以申诉，由没有参与过的审核员决定；审计员也看得到这次冲正。只能撤回一次。',
            'The resident is told with your reason and may appeal to a reviewer who had no part in it; auditors see it too. It can be done once.',
          )}
        </p>
        <Form action={`/desk/reviews/${claim.id}/revoke`} tried={tried}>
          <FormId id={formId} tried={tried} />
          <FormVersion version={claim.version} />
          <TextArea
            name="reason"
            label={t('哪里不属实（居民会看到）', 'What was untrue; the resident reads it')}
            maxlength={500}
            rows={2}
            tried={tried}
          />
          <Submit look="danger">{t('撤回认定', 'Take it back')}</Submit>
        </Form>
      </div>
    </details>
  )
}
