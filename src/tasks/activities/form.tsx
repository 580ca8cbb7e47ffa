import type { Child } from 'hono/jsx'
import { toCityTime } from '../../kit/clock.ts'
import type { Refusal } from '../../kit/refusal.ts'
import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import { Checkbox, type Choice, Form, Radios, Select, Submit, TextArea, TextField, timeText } from '../../web/ui.tsx'
import { type Lang, useLang, useT } from '../../web/words.ts'
import type { ActivityFields } from './input.ts'
import { categoryLabels, checkInLabels, fieldLabels, kindLabels, sizeLabels } from './labels.ts'
import { categories, sizes } from './rules.ts'

export type FormProps = {
  action: string
  fields: Partial<ActivityFields>
  tried?: Tried | undefined
  areas: readonly Choice[]
  /** What each size pays at present. */
  prices: Record<string, number>
  submit: string
}

/** Everything about an activity on one screen: what nobody can guess on top, what has a sensible default folded below. */
export function ActivityForm({
  action,
  fields,
  tried,
  areas,
  prices,
  submit,
  children,
}: FormProps & { children: Child }) {
  const t = useT()
  const common = { tried }
  return (
    <Form action={action} tried={tried}>
      {children}
      <div class="split">
        <div class="stack">
          <Essentials {...{ fields, tried, areas, prices }} />
        </div>
        <div class="stack">
          <TextField
            {...common}
            name="startsAt"
            type="datetime-local"
            label={t('开始时间', 'Starts')}
            value={timeValue(fields.startsAt)}
          />
          <TextField
            {...common}
            name="endsAt"
            type="datetime-local"
            label={t('结束时间', 'Ends')}
            value={timeValue(fields.endsAt)}
          />
          <TextField
            {...common}
            name="capacity"
            type="number"
            min={1}
            max={10_000}
            label={t('名额', 'Places')}
            value={fields.capacity}
          />
          <TextField
            {...common}
            name="contact"
            label={t('联系人和电话', 'Contact and phone')}
            help={t('会公开显示，请写办公电话。', 'Shown to everybody: an office number, please.')}
            maxlength={120}
            value={fields.contact}
          />
          <More fields={fields} tried={tried} />
        </div>
      </div>
      <p class="actions">
        <Submit>{submit}</Submit>
      </p>
    </Form>
  )
}

function Essentials({ fields, tried, areas, prices }: Pick<FormProps, 'fields' | 'tried' | 'areas' | 'prices'>) {
  const [t, lang] = [useT(), useLang()]
  const kinds = (['volunteer', 'point_task'] as const).map((value) => ({ value, label: kindLabels[value][lang] }))
  const sizeChoices = sizes.map((value) => ({
    value,
    label: `${sizeLabels[value][lang]} · ${prices[value] ?? 0} ${t('分', 'pts')}`,
  }))
  return (
    <>
      <TextField tried={tried} name="title" label={t('标题', 'Title')} maxlength={60} value={fields.title} autofocus />
      <Radios tried={tried} name="kind" label={t('类型', 'Kind')} value={fields.kind} choices={kinds} />
      <Select
        tried={tried}
        name="size"
        required={false}
        label={t('积分任务的大小', 'Size of a point task')}
        help={t('志愿服务按时长计分，这里不选。', 'Leave empty for volunteering: it is paid by the hour.')}
        value={fields.size}
        choices={sizeChoices}
        empty={t('按时长计分', 'By the hour')}
      />
      <Select
        tried={tried}
        name="category"
        label={t('类别', 'Category')}
        help={t(
          '会议、聚餐、团建、值班不属于志愿服务。',
          'Meetings, meals, outings and office duty are not volunteering.',
        )}
        value={fields.category}
        choices={categories.map((value) => ({ value, label: categoryLabels[value][lang] }))}
      />
      <TextArea
        tried={tried}
        name="description"
        label={t('内容', 'Description')}
        help={t('做什么、带什么、在哪集合。', 'What to do, what to bring, where to meet.')}
        maxlength={3000}
        rows={5}
        value={fields.description}
      />
      <Select tried={tried} name="areaId" label={t('区域', 'Area')} value={fields.areaId} choices={areas} />
      <TextField tried={tried} name="place" label={t('地点', 'Place')} maxlength={120} value={fields.place} />
    </>
  )
}

const folded = [
  'signUpUntil',
  'minAge',
  'radiusMeters',
  'latitude',
  'longitude',
  'checkIn',
  'evidenceUnit',
  'evidencePhotosMin',
  'requirements',
  'riskNotice',
  'beneficiary',
]

/** Opened by itself when something inside was wrong. */
function More({ fields, tried }: Pick<FormProps, 'fields' | 'tried'>) {
  const [t, lang] = [useT(), useLang()]
  const ways = (['either', 'rotating', 'staff', 'none'] as const).map((value) => ({
    value,
    label: checkInLabels[value][lang],
  }))
  return (
    <details open={folded.some((name) => tried?.errors[name])}>
      <summary>{t('更多设置', 'More settings')}</summary>
      <div class="stack">
        <Checkbox
          tried={tried}
          name="waitlist"
          label={t('满员后可以候补', 'Keep a wait list when full')}
          checked={fields.waitlist ?? true}
        />
        <Checkbox
          tried={tried}
          name="localsOnly"
          label={t('只限本区域登记的居民', 'Only residents registered in this area')}
          checked={fields.localsOnly ?? false}
        />
        <Select tried={tried} name="checkIn" label={t('签到方式', 'Check-in')} value={fields.checkIn} choices={ways} />
        <TextField
          tried={tried}
          name="signUpUntil"
          type="datetime-local"
          required={false}
          label={t('报名截止', 'Sign up until')}
          help={t('不填就到活动开始为止。', 'Left empty: until it starts.')}
          value={timeValue(fields.signUpUntil)}
        />
        <TextField
          tried={tried}
          name="beneficiary"
          required={false}
          label={t('服务对象', 'Whom it serves')}
          maxlength={120}
          value={fields.beneficiary}
        />
        <TextArea
          tried={tried}
          name="requirements"
          required={false}
          label={t('技能和要求', 'Skills and requirements')}
          maxlength={500}
          rows={2}
          value={fields.requirements}
        />
        <TextArea
          tried={tried}
          name="riskNotice"
          required={false}
          label={t('安全提示', 'Safety notice')}
          maxlength={1000}
          rows={2}
          value={fields.riskNotice}
        />
        <TextField
          tried={tried}
          name="minAge"
          type="number"
          min={0}
          max={99}
          required={false}
          label={t('最低年龄', 'Least age')}
          value={fields.minAge || ''}
        />
        <TextField
          tried={tried}
          name="evidencePhotosMin"
          type="number"
          min={0}
          max={9}
          required={false}
          label={t('完成后至少交几张照片', 'Photos to hand in afterwards')}
          value={fields.evidencePhotosMin || ''}
        />
        <Checkbox
          tried={tried}
          name="evidenceText"
          label={t('要写几句说明', 'Ask for a few words')}
          checked={fields.evidenceText ?? false}
        />
        <TextField
          tried={tried}
          name="evidenceUnit"
          required={false}
          label={t('要填数量时的单位', 'Unit, when something is counted')}
          placeholder={t('袋、户、份', 'bags, homes')}
          maxlength={10}
          value={fields.evidenceUnit}
        />
        <TextField
          tried={tried}
          name="latitude"
          inputmode="decimal"
          required={false}
          label={t('纬度', 'Latitude')}
          value={fields.latitude}
        />
        <TextField
          tried={tried}
          name="longitude"
          inputmode="decimal"
          required={false}
          label={t('经度', 'Longitude')}
          value={fields.longitude}
        />
        <TextField
          tried={tried}
          name="radiusMeters"
          type="number"
          min={20}
          max={5000}
          required={false}
          label={t('签到范围（米）', 'Check-in radius (m)')}
          help={t('填了经纬度才能限定。', 'Needs the position.')}
          value={fields.radiusMeters}
        />
      </div>
    </details>
  )
}

const timeValue = (at: Date | undefined) => at && toCityTime(at)

/** Both versions of a form that somebody else has saved meanwhile, in words. */
export function Conflict({ refusal }: { refusal: Refusal }) {
  const lang = useLang()
  const { yours, theirs } = refusal.details
  const labels = Object.fromEntries(Object.entries(fieldLabels).map(([name, label]) => [name, label[lang]]))
  return <BothVersions yours={inWords(yours, lang)} theirs={inWords(theirs, lang)} labels={labels} />
}

const inWords = (version: unknown, lang: Lang) =>
  Object.fromEntries(
    Object.entries((version ?? {}) as object).map(([name, value]) => [
      name,
      value instanceof Date ? timeText(value, lang, true) : value,
    ]),
  )
