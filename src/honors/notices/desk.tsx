import { cityDay } from '../../kit/clock.ts'
import { Card, Chip, Form, Radios, Submit, TextArea } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { CaseProps } from '../nominations/desk-case.tsx'

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
              <Radios
                name="outcome"
                label={t('核实结果', 'Result')}
                tried={tried}
                choices={[
                  { value: 'dismissed', label: t('不成立，公示继续', 'Not right: the notice goes on') },
                  { value: 'upheld', label: t('成立，终止评选', 'Right: the nomination ends') },
                ]}
              />
              <TextArea
                name="answer"
                label={t('答复（会发给提出人）', 'Answer (sent to whoever objected)')}
                rows={3}
                maxlength={600}
                tried={tried}
              />
              <Submit>{t('答复', 'Answer')}</Submit>
            </Form>
          )}
        </Card>
      ))}
    </section>
  )
}
