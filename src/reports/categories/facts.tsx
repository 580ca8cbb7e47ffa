import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import { Alert, Facts, Table } from '../../web/ui.tsx'
import { type Say, type Sentence, useLang, useT } from '../../web/words.ts'
import { matterLabels, urgencyLabels } from '../labels.ts'
import type { Category } from '../queries.ts'

/** How a question is answered. */
export const datatypeLabels: Record<CategoryQuestion['datatype'], Sentence> = {
  singlevaluelist: { zh: '单选', en: 'One of a list' },
  multivaluelist: { zh: '多选', en: 'Several of a list' },
  string: { zh: '一行文字', en: 'A line' },
  text: { zh: '多行文字', en: 'Several lines' },
  number: { zh: '数字', en: 'A number' },
  datetime: { zh: '日期时间', en: 'Date and time' },
}

/** A category for those who may look it up but not change it. */
export function CategoryFacts({ category }: { category: Category }) {
  const [t, lang] = [useT(), useLang()]
  const { groupName, name, description, keywords, matter, urgency, reportInMinutes, resolveMinutes } = category
  return (
    <>
      <Alert tone="info">
        {t('类别由市级管理员修改，您可以查看。', 'The city’s administrators change categories; you may look them up.')}
      </Alert>
      <Facts
        rows={[
          [t('组', 'Group'), `${groupName.zh} · ${groupName.en}`],
          [t('名称', 'Name'), `${name.zh} · ${name.en}`],
          [t('说明', 'Description'), description[lang]],
          [t('关键词', 'Keywords'), keywords.join('、') || t('没有', 'none')],
          [t('三事分流', 'Sorting'), matterLabels[matter][lang]],
          [t('紧急程度', 'Urgency'), urgencyLabels[urgency][lang]],
          [t('报到期限', 'Report in'), hours(reportInMinutes, t)],
          [t('办结期限', 'Solve'), hours(resolveMinutes, t)],
          [t('公开', 'Public'), category.isPrivate ? t('不公开', 'no') : t('公开', 'yes')],
          [
            t('公开的位置', 'Place shown'),
            category.isPlaceExact ? t('准确', 'exactly') : t('约 100 米', 'to about 100 m'),
          ],
        ]}
      />
      {category.questions.length > 0 && <Questions questions={category.questions} />}
    </>
  )
}

const hours = (minutes: number, t: Say) => t(`${minutes / 60} 个工作小时`, `${minutes / 60} office hours`)

function Questions({ questions }: { questions: readonly CategoryQuestion[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <section class="stack">
      <h2>{t('附加问题', 'Questions')}</h2>
      <Table
        head={[t('题目', 'Question'), t('怎么答', 'How it is answered'), t('选项', 'Choices')]}
        rows={questions.map(({ label, datatype, variable, required, values = [] }) => [
          <>
            {label[lang]} {required && <span class="muted">{t('（必答）', '(required)')}</span>}
          </>,
          variable ? datatypeLabels[datatype][lang] : t('只是一句说明', 'only shown'),
          values.map((value) => value[lang]).join('、'),
        ])}
      />
    </section>
  )
}
