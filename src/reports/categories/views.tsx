import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import {
  Alert,
  Checkbox,
  Chip,
  Form,
  FormVersion,
  LinkButton,
  PostButton,
  Radios,
  Submit,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import { matterLabels, urgencyLabels } from '../labels.ts'
import type { Category } from '../queries.ts'
import { CategoryFacts } from './facts.tsx'
import { valuesOf } from './forms.ts'
import type { eventsOfCategory, GuessTrial } from './queries.ts'
import { QuestionFields } from './question-fields.tsx'
import { inWords, labelsIn } from './words-of-form.ts'

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
