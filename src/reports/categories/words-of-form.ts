import type { Say, Sentence } from '../../web/words.ts'
import { matterLabels, urgencyLabels } from '../labels.ts'
import { datatypeLabels } from './facts.tsx'
import { questionsMax } from './forms.ts'

/** What each field of the form is called, those of its questions too. */
export const labelsIn = (t: Say): Record<string, string> => ({
  ...{ groupZh: t('组', 'Group'), groupEn: t('组（英文）', 'Group, English'), nameZh: t('名称', 'Name') },
  ...{ nameEn: t('名称（英文）', 'Name, English'), descriptionZh: t('说明', 'Description') },
  ...{ descriptionEn: t('说明（英文）', 'Description, English'), keywords: t('关键词', 'Keywords') },
  ...{ matter: t('三事分流', 'Sorting'), urgency: t('紧急程度', 'Urgency'), position: t('次序', 'Order') },
  ...{ reportInHours: t('报到期限（工作小时）', 'Report in, office hours') },
  ...{ resolveHours: t('办结期限（工作小时）', 'Solve, office hours'), isPrivate: t('不公开', 'Private') },
  isPlaceExact: t('公开准确位置', 'Exact place'),
  ...Object.fromEntries(Array.from({ length: questionsMax }, (_, at) => questionLabels(at, t)).flat()),
})

const questionLabels = (at: number, t: Say): [name: string, label: string][] => {
  const named = (name: string, label: string): [string, string] => [
    `q${at}${name}`,
    `${t(`问题 ${at + 1}`, `Question ${at + 1}`)}${t('：', ': ')}${label}`,
  ]
  return [
    ...[
      named('Zh', t('题目', 'text')),
      named('En', t('题目（英文）', 'text, English')),
      named('Code', t('代码', 'code')),
    ],
    ...[named('Type', t('怎么答', 'kind')), named('Values', t('选项', 'choices'))],
    ...[named('HelpZh', t('提示', 'hint')), named('HelpEn', t('提示（英文）', 'hint, English'))],
    ...[named('Required', t('必须回答', 'required')), named('Shown', t('只是一句说明', 'only shown'))],
  ]
}

/** What a form holds, as people read it: no codes of choices, and no questions that are not there. */
export const inWords = ({ act, version, _token, ...values }: Record<string, string>, lang: 'zh' | 'en') =>
  Object.fromEntries(
    Object.entries(values)
      // How nothing is answered.
      .filter(([name]) => !name.endsWith('Type') || values[name.replace('Type', 'Code')])
      .map(([name, value]) => [name, valueSaid(name, value, lang)]),
  )

function valueSaid(name: string, value: string, lang: 'zh' | 'en'): string {
  const choices: Record<string, Record<string, Sentence>> = { matter: matterLabels, urgency: urgencyLabels }
  const known = name.endsWith('Type') ? datatypeLabels : choices[name]
  if (known) return (known as Record<string, Sentence>)[value]?.[lang] ?? value
  return value === '1' && /^is|(Required|Shown)$/.test(name) ? '✓' : value
}
