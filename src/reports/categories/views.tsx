import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import {
  Alert,
  Checkbox,
  Chip,
  Empty,
  Form,
  FormVersion,
  LinkButton,
  PostButton,
  Radios,
  Select,
  Submit,
  Table,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { type Say, type Sentence, useLang, useT } from '../../web/words.ts'
import { matterLabels, urgencyLabels } from '../labels.ts'
import type { Category } from '../queries.ts'
import { CategoryFacts, datatypeLabels } from './facts.tsx'
import { datatypes, questionsMax, valuesOf } from './forms.ts'
import type { eventsOfCategory, GuessTrial } from './queries.ts'

type ListProps = { categories: readonly Category[]; mayChange: boolean }

export function CategoriesPage({ categories, mayChange }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('类别与关键词', 'Categories')}</h1>
        {mayChange && <LinkButton href="/desk/categories/new">{t('新类别', 'New category')}</LinkButton>}
      </header>
      <p class="lead">
        {t(
          '居民写完后，系统按关键词猜类别。报到、办结期限按工作小时算，6.5 小时是一个工作日。',
          'The category is guessed from the words a resident writes. Clocks run in office hours; 6.5 are a working day.',
        )}
      </p>
      <p class="muted">
        {t(
          '井盖、路灯这些街面上的设施，公开时给出准确位置；其余类别，以及小区里的一切，只公开到约 100 米、不带门牌。',
          'Things in the street, such as manholes and lamps, are shown exactly where they are; all else, and anything inside a compound, to about 100 m and without the house.',
        )}
      </p>
      {categories.length === 0 ? (
        <Empty title={t('还没有类别', 'There are no categories yet')} />
      ) : (
        <Table
          head={[
            t('类别', 'Category'),
            t('关键词', 'Keywords'),
            t('报到 / 办结（小时）', 'Report in / solve, hours'),
            t('公开的位置', 'Place shown'),
            t('附加问题', 'Questions'),
          ]}
          rows={categories.map((each) => [
            <>
              <a href={`/desk/categories/${each.id}`}>{each.name[lang]}</a>{' '}
              {each.endedAt && <Chip>{t('已停用', 'Ended')}</Chip>}
              {each.urgency === 'urgent' && <Chip tone="bad">{urgencyLabels.urgent[lang]}</Chip>}
              {each.isPrivate && <Chip tone="warn">{t('不公开', 'Private')}</Chip>}
              <br />
              <small class="muted">{each.groupName[lang]}</small>
            </>,
            <span class="keywords">{each.keywords.join('、')}</span>,
            `${each.reportInMinutes / 60} / ${each.resolveMinutes / 60}`,
            placeSaid(each, t),
            String(each.questions.length),
          ])}
        />
      )}
    </>
  )
}

const placeSaid = ({ isPrivate, isPlaceExact }: Category, t: Say) =>
  isPrivate ? t('不公开', 'not at all') : isPlaceExact ? t('准确', 'exactly') : t('约 100 米', 'to about 100 m')

type Props = {
  category: Category | undefined
  /** All of them, to say which keywords lead to another one as well. */
  others: readonly Category[]
  mayChange: boolean
  events: Awaited<ReturnType<typeof eventsOfCategory>>
  trial?: GuessTrial | undefined
  tried: Tried | undefined
}

/** A category with everything about it, or a new one. */
export function CategoryPage(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { category, mayChange, events } = props
  return (
    <>
      <header class="page-head">
        <h1>{category ? category.name[lang] : t('新类别', 'New category')}</h1>
        <div class="row">
          {category?.endedAt && <Chip>{t('已停用', 'Ended')}</Chip>}
          {category && mayChange && <EndButton category={category} />}
          <LinkButton href="/desk/categories" look="quiet">
            {t('全部类别', 'All categories')}
          </LinkButton>
        </div>
      </header>
      {mayChange || !category ? <CategoryForm {...props} /> : <CategoryFacts category={category} />}
      {events.length > 0 && (
        <>
          <h2>{t('修改记录', 'History')}</h2>
          <Timeline
            events={events.map((event) => ({
              at: event.at,
              what: changeSaid(event, t),
              who: event.who ?? t('系统', 'The system'),
            }))}
          />
        </>
      )}
    </>
  )
}

function CategoryForm(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { category, tried } = props
  return (
    <Form action={category ? `/desk/categories/${category.id}` : '/desk/categories'} tried={tried}>
      {tried?.refusal?.code === 'stale_version' && category && (
        <BothVersions
          yours={inWords(tried.values, lang)}
          theirs={inWords(valuesOf(category), lang)}
          labels={labelsIn(t)}
        />
      )}
      {category ? <FormVersion version={category.version} /> : <NewFields tried={tried} />}
      <MainFields {...props} />
      <QuestionFields {...props} />
      <p class="actions">
        <Submit name="act" value="save">
          {t('保存', 'Save')}
        </Submit>
        {category && (
          <Submit name="act" value="try" look="quiet">
            {t('先用上个月的上报试试关键词', 'Try the keywords on the past month')}
          </Submit>
        )}
      </p>
    </Form>
  )
}

const inWords = ({ act, version, _token, ...values }: Record<string, string>, lang: 'zh' | 'en') =>
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

function EndButton({ category: { id, version, endedAt } }: { category: Category }) {
  const t = useT()
  return (
    <PostButton
      action={`/desk/categories/${id}/step`}
      fields={{ version: String(version), step: endedAt ? 'resume' : 'end' }}
      look={endedAt ? 'quiet' : 'danger'}
    >
      {endedAt ? t('重新启用', 'Use it again') : t('停用', 'End it')}
    </PostButton>
  )
}

function changeSaid({ from, to }: Props['events'][number], t: Say): string {
  const [before, after] = [(from ?? {}) as Record<string, unknown>, (to ?? {}) as Record<string, unknown>]
  if ('isEnded' in after) return after.isEnded ? t('停用', 'Ended') : t('重新启用', 'In use again')
  if (from === null) return t('新建', 'Added')
  const names: Record<string, string> = {
    ...{ groupName: t('组', 'group'), name: t('名称', 'name'), description: t('说明', 'description') },
    ...{ keywords: t('关键词', 'keywords'), matter: t('分流', 'sorting'), urgency: t('紧急程度', 'urgency') },
    ...{ questions: t('附加问题', 'questions'), reportInMinutes: t('报到期限', 'report-in clock') },
    ...{
      resolveMinutes: t('办结期限', 'solving clock'),
      isPrivate: t('是否公开', 'privacy'),
      isPlaceExact: t('是否公开准确位置', 'exact place'),
      position: t('次序', 'order'),
    },
  }
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  if (changed.length === 0) return t('保存，没有改动', 'Saved as it was')
  return `${t('修改', 'Changed')}${t('：', ': ')}${changed.map((name) => names[name] ?? name).join(t('、', ', '))}`
}

function NewFields({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <TextField
        name="id"
        label={t('代码', 'Code')}
        help={t(
          '字母、数字、_ 和 -；开放接口用它，以后不能改。',
          'Letters, digits, _ and -; other systems use it, it stays.',
        )}
        maxlength={40}
        tried={tried}
      />
      <Radios
        name="kind"
        label={t('种类', 'Kind')}
        choices={[
          { value: 'problem', label: t('问题', 'A problem') },
          { value: 'praise', label: t('点赞', 'Praise') },
        ]}
        value="problem"
        tried={tried}
      />
    </>
  )
}

const labelsIn = (t: Say): Record<string, string> => ({
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

function MainFields({ category, others, trial, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const values = category ? valuesOf(category) : {}
  const labels = labelsIn(t)
  const text = (name: string, max: number) => (
    <TextField name={name} label={labels[name] ?? name} value={values[name]} maxlength={max} tried={tried} />
  )
  return (
    <>
      <div class="split">
        {text('nameZh', 40)}
        {text('nameEn', 60)}
        {text('groupZh', 40)}
        {text('groupEn', 60)}
        {text('descriptionZh', 200)}
        {text('descriptionEn', 300)}
      </div>
      <TextArea
        name="keywords"
        label={t('关键词', 'Keywords')}
        help={t(
          '用逗号、顿号或换行分开。文字里出现得多、词又长的类别优先。',
          'Divided by commas or lines. More and longer words win.',
        )}
        rows={3}
        maxlength={2000}
        required={false}
        value={values.keywords}
        tried={tried}
      />
      <SharedKeywords category={category} others={others} />
      {trial && (
        <Alert tone={trial.after.right >= trial.before.right ? 'good' : 'warn'}>
          <p>
            {t(
              `最近 30 天的 ${trial.seen} 条上报：现在猜对 ${trial.before.right} 条，改后猜对 ${trial.after.right} 条。还没有保存。`,
              `Of ${trial.seen} reports of 30 days ${trial.before.right} are guessed right now, ${trial.after.right} after the change. Not saved yet.`,
            )}
          </p>
        </Alert>
      )}
      <Radios
        name="matter"
        label={labels.matter ?? ''}
        choices={Object.entries(matterLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        value={values.matter}
        tried={tried}
      />
      <Radios
        name="urgency"
        label={labels.urgency ?? ''}
        choices={Object.entries(urgencyLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        value={values.urgency ?? 'normal'}
        tried={tried}
      />
      <div class="split">
        {(['reportInHours', 'resolveHours'] as const).map((name) => (
          <TextField name={name} label={labels[name] ?? name} inputmode="decimal" value={values[name]} tried={tried} />
        ))}
        <TextField
          name="position"
          label={labels.position ?? ''}
          inputmode="numeric"
          value={values.position ?? '100'}
          tried={tried}
        />
      </div>
      <Checkbox
        name="isPrivate"
        label={t(
          '这一类不公开（以前报的也收起来，改回公开再出现）',
          'Never shown in public (earlier ones are hidden too, until it is public again)',
        )}
        checked={values.isPrivate === '1'}
        tried={tried}
      />
      <Checkbox
        name="isPlaceExact"
        label={t(
          '公开准确位置：街面上的公共设施（不勾选就只公开到约 100 米、不带门牌；小区里的总是这样）',
          'Shown exactly where it is: things in the street. Otherwise to about 100 m and without the house, as always inside compounds.',
        )}
        checked={values.isPlaceExact === '1'}
        tried={tried}
      />
    </>
  )
}

/** A word that leads to two categories decides for neither. */
function SharedKeywords({ category, others }: Pick<Props, 'category' | 'others'>) {
  const [t, lang] = [useT(), useLang()]
  const shared = (category?.keywords ?? []).flatMap((word) =>
    others
      .filter((other) => other.id !== category?.id && !other.endedAt && other.keywords.includes(word))
      .map((other) => `${word}（${other.name[lang]}）`),
  )
  if (shared.length === 0) return null
  return (
    <Alert tone="warn">
      {t('别的类别也有这些词：', 'Other categories have these words too: ')}
      {shared.join(t('、', ', '))}
    </Alert>
  )
}

/** What the category asks beside the words; the questions there are, and room for two more. */
function QuestionFields({ category, tried }: Props) {
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
