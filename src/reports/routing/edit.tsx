import type { Organization } from '../../areas/organizations/queries.ts'
import type { Area } from '../../areas/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Checkbox,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Radios,
  Select,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { matterLabels } from '../labels.ts'
import type { Category } from '../queries.ts'
import type { RoutingRow } from './queries.ts'
import { type Clause, readTerms } from './rules.ts'
import { weekdayNames } from './said.ts'
import { RuleVersions } from './versions.tsx'

type Props = {
  base: RoutingRow | undefined
  isNext: boolean
  tried: Tried | undefined
  formId: string
  scopes: readonly Area[]
  places: readonly Area[]
  categories: readonly Category[]
  departments: readonly Organization[]
  mayAutomate: boolean
}

const namesIn = ({ categories, places, departments }: Props, lang: 'zh' | 'en') =>
  new Map([
    ...categories.map(({ id, name }) => [id, name[lang]] as const),
    ...[...places, ...departments].map(({ id, name }) => [id, name] as const),
  ])

/** A rule's wording: a new rule, a further version of one, or another wording of a draft. */
export function RuleFormPage(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { base, isNext, tried, formId } = props
  const action = !base
    ? '/desk/routing'
    : isNext
      ? `/desk/routing/${base.ruleId}/next`
      : `/desk/routing/versions/${base.id}`
  return (
    <>
      <header class="page-head">
        <h1>{base ? base.name : t('起草派单规则', 'Draft a routing rule')}</h1>
      </header>
      <Form action={action} tried={tried}>
        {tried?.refusal?.code === 'stale_version' && (
          <RuleVersions details={tried.refusal.details} names={namesIn(props, lang)} />
        )}
        {base && !isNext ? <FormVersion version={base.version} /> : <FormId id={formId} tried={tried} />}
        <Heading {...props} />
        <h2>{t('什么样的上报', 'Which reports')}</h2>
        <p class="help">
          {t('下面各项都符合才算；留空的不管。', 'All of these have to fit; what is left empty does not matter.')}
        </p>
        <CategoryFields {...props} />
        <PlaceFields {...props} />
        <TimeFields {...props} />
        <WordFields {...props} />
        <Target {...props} />
        <TextField name="reason" label={t('为什么这样定', 'Why')} maxlength={300} tried={tried} />
        <p class="actions">
          <Submit>{t('存为草稿', 'Save as a draft')}</Submit>
          <LinkButton href={base ? `/desk/routing/${base.ruleId}` : '/desk/routing'} look="quiet">
            {t('返回', 'Back')}
          </LinkButton>
        </p>
      </Form>
    </>
  )
}

function Heading({ base, scopes, tried }: Props) {
  const t = useT()
  return (
    <>
      <TextField name="name" label={t('规则名称', 'Name')} maxlength={60} value={base?.name} tried={tried} />
      {!base && (
        <Select
          name="areaId"
          label={t('适用区域', 'Holds for')}
          help={t('规则归这个区域的指挥中心管理。', 'Its dispatch centre keeps the rule.')}
          choices={scopes.map(({ id, name }) => ({ value: id, label: name }))}
          tried={tried}
        />
      )}
      <TextField
        name="position"
        label={t('次序（小的先问）', 'Order (the lowest is asked first)')}
        inputmode="numeric"
        value={base?.position ?? 100}
        tried={tried}
      />
    </>
  )
}

type Kind = Clause['kind']

/** The condition of this kind in what was stored, positive or negative. */
function stored<K extends Kind>(base: RoutingRow | undefined, kind: K, not?: boolean) {
  const clauses = base ? readTerms(base.terms).clauses : []
  return clauses.find(
    (each): each is Extract<Clause, { kind: K }> => each.kind === kind && (not === undefined || each.not === not),
  )
}

const listed = (tried: Tried | undefined, name: string, ids: readonly string[] | undefined) =>
  new Set(tried ? (tried.values[name] ?? '').split(',') : ids)

type BoxesProps = {
  name: string
  legend: string
  choices: readonly { value: string; label: string }[]
  chosen: ReadonlySet<string>
  tried: Tried | undefined
}

function Boxes({ name, legend, choices, chosen, tried }: BoxesProps) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {tried?.errors[name]?.[0] && (
        <p class="error" role="alert">
          {tried.errors[name][0]}
        </p>
      )}
      <div class="check-grid">
        {choices.map(({ value, label }) => (
          <Checkbox name={name} value={value} checked={chosen.has(value)} label={label} />
        ))}
      </div>
    </fieldset>
  )
}

type TurnProps = {
  name: string
  label: string
  is: string
  not: string
  value: boolean | undefined
  tried: Tried | undefined
}

const Turn = ({ name, label, is, not, value, tried }: TurnProps) => (
  <Select
    {...{ name, label, tried }}
    value={value ? 'not' : 'is'}
    choices={[
      { value: 'is', label: is },
      { value: 'not', label: not },
    ]}
  />
)

function CategoryFields({ base, categories, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const known = stored(base, 'category')
  const shown = categories.filter(
    ({ id, kind, endedAt }) => kind === 'problem' && (!endedAt || known?.categoryIds.includes(id)),
  )
  return (
    <>
      <Turn
        name="categoriesAre"
        label={t('类别', 'Category')}
        is={t('是下面之一', 'is one of these')}
        not={t('不是下面任何一个', 'is none of these')}
        value={known?.not}
        tried={tried}
      />
      <Boxes
        name="categories"
        legend={t('类别（都不勾就不管）', 'Categories (none: any)')}
        choices={shown.map(({ id, name, endedAt }) => ({
          value: id,
          label: `${name[lang]}${endedAt ? t('（已停用）', ' (ended)') : ''}`,
        }))}
        chosen={listed(tried, 'categories', known?.categoryIds)}
        tried={tried}
      />
    </>
  )
}

function PlaceFields({ base, places, tried }: Props) {
  const t = useT()
  const choices = places.map(({ id, name }) => ({ value: id, label: name }))
  const [within, without] = [stored(base, 'area', false)?.areaIds, stored(base, 'area', true)?.areaIds]
  return (
    <details class="step" open={Boolean(within ?? without ?? tried?.errors.areas)}>
      <summary>{t('只在某些地方，或某些地方除外', 'Only some places, or all but some')}</summary>
      <Boxes
        name="areas"
        legend={t('只在这些区域', 'Only here')}
        choices={choices}
        chosen={listed(tried, 'areas', within)}
        tried={tried}
      />
      <Boxes
        name="areasNot"
        legend={t('这些区域除外', 'But not here')}
        choices={choices}
        chosen={listed(tried, 'areasNot', without)}
        tried={tried}
      />
    </details>
  )
}

function TimeFields({ base, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const [hours, days] = [stored(base, 'hours'), stored(base, 'days')]
  const isWhole = hours && hours.from === hours.to
  return (
    <details class="step" open={Boolean(hours ?? days ?? tried?.errors.to ?? tried?.errors.dayTo)}>
      <summary>{t('只在某些时间，或某些时间除外', 'Only at some times, or all but some')}</summary>
      <Turn
        name="hoursAre"
        label={t('上报的时间', 'Filed')}
        is={t('在下面的时间', 'at these times')}
        not={t('不在下面的时间', 'outside these times')}
        value={hours?.not}
        tried={tried}
      />
      <Boxes
        name="weekdays"
        legend={t('星期（都不勾就是每天）', 'Weekdays (none: every day)')}
        choices={weekdayNames[lang].map((label, at) => ({ value: String(at + 1), label }))}
        chosen={listed(tried, 'weekdays', hours?.weekdays.map(String))}
        tried={tried}
      />
      <div class="split">
        <TextField
          name="from"
          type="time"
          label={t('几点起', 'From')}
          required={false}
          value={isWhole ? '' : hours?.from}
          tried={tried}
        />
        <TextField
          name="to"
          type="time"
          label={t('到几点（可跨夜）', 'To (may run past midnight)')}
          required={false}
          value={isWhole ? '' : hours?.to}
          tried={tried}
        />
      </div>
      <Turn
        name="daysAre"
        label={t('上报的日期', 'Day of filing')}
        is={t('在下面的日期里', 'within these days')}
        not={t('不在下面的日期里', 'outside these days')}
        value={days?.not}
        tried={tried}
      />
      <div class="split">
        <TextField
          name="dayFrom"
          type="date"
          label={t('从', 'From')}
          required={false}
          value={days?.from}
          tried={tried}
        />
        <TextField name="dayTo" type="date" label={t('到', 'To')} required={false} value={days?.to} tried={tried} />
      </div>
    </details>
  )
}

function WordFields({ base, tried }: Props) {
  const t = useT()
  const [having, lacking] = [stored(base, 'words', false)?.words, stored(base, 'words', true)?.words]
  const help = t('用逗号或换行分开，符合一个就算。', 'Divided by commas or lines; one is enough.')
  return (
    <details class="step" open={Boolean(having ?? lacking)}>
      <summary>{t('文字里有或没有某些词', 'Words in the text')}</summary>
      <TextArea
        name="words"
        label={t('文字里有', 'With any of')}
        help={help}
        rows={2}
        maxlength={1000}
        required={false}
        value={having?.join('、')}
        tried={tried}
      />
      <TextArea
        name="wordsNot"
        label={t('文字里没有', 'Without any of')}
        help={t('出现任何一个就不算。', 'One of them is enough to say no.')}
        rows={2}
        maxlength={1000}
        required={false}
        value={lacking?.join('、')}
        tried={tried}
      />
    </details>
  )
}

function Target({ base, departments, mayAutomate, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const terms = base && readTerms(base.terms)
  const answering = departments.filter(({ areaPath }) => !base || base.areaPath.startsWith(areaPath))
  return (
    <>
      <h2>{t('派给谁', 'Where they go')}</h2>
      <Radios
        name="matter"
        label={t('三事分流', 'Whose matter is it?')}
        choices={Object.entries(matterLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        value={terms?.matter}
        tried={tried}
      />
      <Boxes
        name="organizations"
        legend={t('吹哨给（政府的事才要选）', 'Whistle for (matters of the government)')}
        choices={answering.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={listed(tried, 'organizations', terms?.organizationIds)}
        tried={tried}
      />
      <TextArea
        name="task"
        label={t('要办什么（给经办单位看）', 'What is to be done (for those called)')}
        rows={2}
        maxlength={500}
        required={false}
        value={terms?.task}
        tried={tried}
      />
      {mayAutomate && (
        <Checkbox
          name="automatic"
          label={t('受理后自动吹哨，不用再点一次', 'Call by itself once a report is accepted')}
          tried={tried}
          checked={terms?.automatic ?? false}
        />
      )}
    </>
  )
}
