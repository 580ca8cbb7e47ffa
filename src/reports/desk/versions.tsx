import { BothVersions } from '../../web/refusal-page.tsx'
import { type Sentence, useLang } from '../../web/words.ts'
import { matterLabels, reportStatusLabels, urgencyLabels } from '../labels.ts'
import { refusalReasons } from '../rules.ts'

type Named = { id: string; name: string }
type Props = {
  yours: Record<string, string> | undefined
  theirs: unknown
  categories: readonly { id: string; name: Sentence }[]
  departments: readonly Named[]
}

const labels: Record<string, Sentence> = {
  status: { zh: '状态', en: 'State' },
  categoryId: { zh: '类别', en: 'Category' },
  matter: { zh: '三事分流', en: 'Sorting' },
  address: { zh: '地址', en: 'Address' },
  urgency: { zh: '紧急程度', en: 'Urgency' },
  organizations: { zh: '吹哨给', en: 'Whistle for' },
  task: { zh: '要办什么', en: 'Task' },
  question: { zh: '问什么', en: 'Question' },
  reason: { zh: '理由', en: 'Reason' },
  into: { zh: '并入的编号', en: 'Made one with' },
  words: { zh: '写给居民的话', en: 'Words to the resident' },
  publicWords: { zh: '公开显示的文字', en: 'Words shown in public' },
}

/** What a clerk wanted to do beside how the report stands now, in words. What only the form knows is left out. */
export function ReportVersions({ yours, theirs, categories, departments }: Props) {
  const lang = useLang()
  const said: Record<string, (value: string) => string | undefined> = {
    status: (value) => (reportStatusLabels as Record<string, Sentence>)[value]?.[lang],
    matter: (value) => (matterLabels as Record<string, Sentence>)[value]?.[lang],
    urgency: (value) => (urgencyLabels as Record<string, Sentence>)[value]?.[lang],
    reason: (value) => (refusalReasons as Record<string, Sentence>)[value]?.[lang],
    categoryId: (value) => categories.find(({ id }) => id === value)?.name[lang],
    organizations: (value) =>
      value
        .split(',')
        .map((each) => departments.find(({ id }) => id === each)?.name ?? each)
        .join('、'),
  }
  const inWords = (version: unknown) =>
    Object.fromEntries(
      Object.entries((version ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
        const label = labels[name]?.[lang]
        return label === undefined || !value ? [] : [[label, said[name]?.(String(value)) ?? String(value)]]
      }),
    )
  return <BothVersions yours={inWords(yours)} theirs={inWords(theirs)} />
}
