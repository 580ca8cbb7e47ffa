import type { Tried } from '../../web/form.ts'
import { Radios, Submit, TextArea } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'

/** What a reviewer answers an objection with. `upheld` says what follows when it is right. */
export function AnswerFields({ upheld, tried }: { upheld: Sentence; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <Radios
        name="outcome"
        label={t('核实结果', 'Result')}
        tried={tried}
        choices={[
          { value: 'dismissed', label: t('不成立，公示继续', 'Not right: the notice goes on') },
          { value: 'upheld', label: upheld[lang] },
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
    </>
  )
}
