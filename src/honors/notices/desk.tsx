import { cityDay } from '../../kit/clock.ts'
import { Card, Chip, Form } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { CaseProps } from '../nominations/desk-case.tsx'
import { AnswerFields } from './answer.tsx'

/** What was said against a nomination, and the form for the answer. */
export function Objections({ nomination, objections, parts, tried }: CaseProps) {
  const t = useT()
  const mayAnswer = parts.has('reviewer') || parts.has('admin')
  return (
    <section class="stack">
      <h2>{t('异议', 'Objections')}</h2>
      {objections.map(({ objection: { id, why, at, outcome, answer }, displayName }) => (
        <Card>
          <p class="row">
            <strong>{displayName}</strong>
            <span class="muted">{cityDay(at)}</span>
            {outcome && (
              <Chip tone={outcome === 'upheld' ? 'bad' : 'plain'}>
                {outcome === 'upheld' ? t('成立', 'right') : t('不成立', 'not right')}
              </Chip>
            )}
          </p>
          <p class="prose">{why}</p>
          {answer && <p class="prose muted">{t(`答复：${answer}`, `Answer: ${answer}`)}</p>}
          {!outcome && mayAnswer && (
            <Form
              action={`/desk/honors/${nomination.id}/objections/${id}`}
              tried={tried?.values.outcome ? tried : undefined}
            >
              <AnswerFields upheld={{ zh: '成立，终止评选', en: 'Right: the nomination ends' }} tried={tried} />
            </Form>
          )}
        </Card>
      ))}
    </section>
  )
}
