import type { Tried } from '../../web/form.ts'
import { Checkbox, Select, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import { datatypeLabels } from './facts.tsx'
import { datatypes, questionsMax, valuesOf } from './forms.ts'

type Props = { category: Category | undefined; tried: Tried | undefined }

/** What the category asks beside the words; the questions there are, and room for two more. */
export function QuestionFields({ category, tried }: Props) {
  const t = useT()
  const values = category ? valuesOf(category) : {}
  const typed = (at: number) => Boolean(tried?.values[`q${at}Code`] || tried?.values[`q${at}Zh`])
  const known = category?.questions.length ?? 0
  const last = Array.from({ length: questionsMax }, (_, at) => at).filter((at) => at < known || typed(at)).length
  return (
    <>
      <h2>{t('附加问题', 'Questions')}</h2>
      <p class="help">
        {t(
          '选了这一类的人会看到。代码和题目都清空就是删除。',
          'Asked of whoever chooses this. Empty the code and the text to remove one.',
        )}
      </p>
      {Array.from({ length: Math.min(questionsMax, last + 2) }, (_, at) => (
        <OneQuestion at={at} values={values} open={at < known || typed(at)} tried={tried} />
      ))}
    </>
  )
}

type QuestionProps = { at: number; values: Record<string, string>; open: boolean; tried: Tried | undefined }

function OneQuestion({ at, values, open, tried }: QuestionProps) {
  const [t, lang] = [useT(), useLang()]
  const field = (name: string, label: string, max = 200) => (
    <TextField
      name={`q${at}${name}`}
      label={label}
      value={values[`q${at}${name}`]}
      maxlength={max}
      required={false}
      tried={tried}
    />
  )
  const box = (name: string, label: string) => (
    <Checkbox name={`q${at}${name}`} label={label} checked={values[`q${at}${name}`] === '1'} tried={tried} />
  )
  return (
    <details class="card step" open={open}>
      <summary>
        {t(`问题 ${at + 1}`, `Question ${at + 1}`)}{' '}
        {values[`q${at}Zh`] && <span class="muted">{values[`q${at}Zh`]}</span>}
      </summary>
      <div class="split">
        {field('Zh', t('题目', 'Question, Chinese'))}
        {field('En', t('题目（英文）', 'Question, English'))}
        {field('Code', t('代码', 'Code'), 40)}
        <Select
          name={`q${at}Type`}
          label={t('怎么答', 'How it is answered')}
          choices={datatypes.map((value) => ({ value, label: datatypeLabels[value][lang] }))}
          value={values[`q${at}Type`]}
          tried={tried}
        />
        {field('HelpZh', t('提示', 'Hint, Chinese'))}
        {field('HelpEn', t('提示（英文）', 'Hint, English'))}
      </div>
      <TextArea
        name={`q${at}Values`}
        label={t('选项（单选、多选）', 'Choices (for lists)')}
        help={t('每行一个：代码=中文=英文', 'One a line: code=Chinese=English')}
        rows={3}
        maxlength={2000}
        required={false}
        value={values[`q${at}Values`]}
        tried={tried}
      />
      {box('Required', t('必须回答', 'Must be answered'))}
      {box('Shown', t('只是一句说明，不用回答', 'Only shown, takes no answer'))}
    </details>
  )
}
