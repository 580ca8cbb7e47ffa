import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Checkbox,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  PostButton,
  Radios,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { type Lang, useLang, useT } from '../../web/words.ts'
import { activityStatusLabels, statusTones } from '../activities/labels.ts'
import type { Activity } from '../activities/queries.ts'
import type { Series } from './queries.ts'
import { occurrenceDays } from './rules.ts'

const weekdayNames = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

/** `每 2 周的周二、周五 09:00` */
export function patternText({ repeats, interval, weekdays, monthDay, startTime }: Series, lang: Lang): string {
  const days = weekdays.map((day) => weekdayNames[lang][day - 1])
  if (lang === 'zh')
    return repeats === 'weekly'
      ? `${interval === 1 ? '每周' : `每 ${interval} 周的`}${days.join('、')} ${startTime}`
      : `${interval === 1 ? '每月' : `每 ${interval} 个月的`} ${monthDay} 日 ${startTime}`
  return repeats === 'weekly'
    ? `every ${interval === 1 ? '' : `${interval} weeks on `}${days.join(', ')} at ${startTime}`
    : `on day ${monthDay} of every ${interval === 1 ? 'month' : `${interval} months`} at ${startTime}`
}

export function SeriesList({ rows }: { rows: readonly { series: Series; areaName: string }[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h1>{t('长期活动', 'Recurring activities')}</h1>
      {rows.length === 0 ? (
        <Empty title={t('还没有长期活动', 'Nothing recurring yet')}>
          <p>
            {t(
              '打开一个任务，点“设为长期活动”，以后的场次就会自动生成。',
              'Open a task and choose “Make it recurring”: the next ones then appear by themselves.',
            )}
          </p>
          <LinkButton href="/desk/tasks" look="quiet">
            {t('去任务列表', 'To the tasks')}
          </LinkButton>
        </Empty>
      ) : (
        <Table
          head={[t('标题', 'Title'), t('区域', 'Area'), t('什么时候', 'When'), t('到', 'Until'), t('状态', 'State')]}
          rows={rows.map(({ series, areaName }) => [
            <a href={`/desk/series/${series.id}`}>{String(series.template.title)}</a>,
            areaName,
            patternText(series, lang),
            series.lastDay,
            series.endedAt ? <Chip>{t('已停止', 'Ended')}</Chip> : <Chip tone="good">{t('进行中', 'Running')}</Chip>,
          ])}
        />
      )}
    </>
  )
}

type RepeatProps = { activity: Activity; weekday: number; formId: string; tried: Tried | undefined }

export function RepeatForm({ activity, weekday, formId, tried }: RepeatProps) {
  const [t, lang] = [useT(), useLang()]
  const chosen = (tried?.values.weekdays ?? (tried ? '' : String(weekday))).split(',')
  return (
    <>
      <h1>{t('设为长期活动', 'Make it recurring')}</h1>
      <p class="lead">
        {activity.title} · <Time at={activity.startsAt} />
      </p>
      <p class="muted">
        {t(
          '这一场算第一场，以后的场次提前四周自动生成，内容都照这一场，每场还可以单独改。',
          'This is the first one. The others are made four weeks ahead as copies of it, and each can still be changed.',
        )}
      </p>
      <Form action={`/desk/tasks/${activity.id}/repeat`} tried={tried}>
        <FormId id={formId} tried={tried} />
        <Radios
          tried={tried}
          name="repeats"
          label={t('多久一次', 'How often')}
          value="weekly"
          choices={[
            { value: 'weekly', label: t('按周', 'By the week') },
            {
              value: 'monthly',
              label: t(
                '按月（同一个日子，月末不够就取最后一天）',
                'By the month (the same day, or the last of a shorter month)',
              ),
            },
          ]}
        />
        <TextField
          tried={tried}
          name="interval"
          type="number"
          min={1}
          max={12}
          label={t('每隔几周（或几个月）', 'Every so many weeks or months')}
          value={1}
        />
        <fieldset class="field">
          <legend>{t('星期几（按周时）', 'Weekdays (by the week)')}</legend>
          <div class="row">
            {weekdayNames[lang].map((name, index) => (
              <label class="choice">
                <input
                  type="checkbox"
                  name="weekdays"
                  value={String(index + 1)}
                  checked={chosen.includes(String(index + 1))}
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
          {tried?.errors.weekdays?.[0] && (
            <p class="error" role="alert">
              {tried.errors.weekdays[0]}
            </p>
          )}
        </fieldset>
        <TextField tried={tried} name="lastDay" type="date" label={t('到哪一天为止', 'Until')} />
        <Checkbox
          tried={tried}
          name="publishes"
          checked
          label={t('生成后直接发布（不勾就留作草稿）', 'Publish each one at once (otherwise they wait as drafts)')}
        />
        <p>
          <Submit>{t('开始', 'Start')}</Submit>
        </p>
      </Form>
    </>
  )
}

type SeriesProps = { series: Series; occurrences: readonly Activity[]; today: string; tried: Tried | undefined }

/** One series: its pattern, the days to come, the activities made so far. */
export function SeriesPage({ series, occurrences, today, tried }: SeriesProps) {
  const [t, lang] = [useT(), useLang()]
  const after = today > series.madeThrough ? today : series.madeThrough
  const planned = series.endedAt ? [] : occurrenceDays(series, after, series.lastDay)
  return (
    <>
      <header class="page-head">
        <h1>{String(series.template.title)}</h1>
        {series.endedAt ? <Chip>{t('已停止', 'Ended')}</Chip> : <Chip tone="good">{t('进行中', 'Running')}</Chip>}
      </header>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      <Facts
        rows={[
          [t('什么时候', 'When'), patternText(series, lang)],
          [t('从', 'From'), series.firstDay],
          [t('到', 'Until'), series.lastDay],
          [t('不办的日子', 'Days left out'), series.exceptions.join('、') || t('没有', 'none')],
          [
            t('生成后', 'Once made'),
            series.publishes ? t('直接发布', 'published at once') : t('留作草稿', 'kept as drafts'),
          ],
          [
            t('还会生成', 'Still to come'),
            planned.slice(0, 6).join('、') + (planned.length > 6 ? ' …' : '') || t('没有了', 'none'),
          ],
        ]}
      />
      {!series.endedAt && <Changes series={series} tried={tried} />}
      <section>
        <h2>{t('已生成的场次', 'Made so far')}</h2>
        <Occurrences series={series} occurrences={occurrences} />
      </section>
    </>
  )
}

function Changes({ series, tried }: Pick<SeriesProps, 'series' | 'tried'>) {
  const t = useT()
  return (
    <div class="split">
      <Form action={`/desk/series/${series.id}/skip`} class="card">
        <FormVersion version={series.version} />
        <TextField
          tried={tried}
          name="day"
          type="date"
          min={series.firstDay}
          max={series.lastDay}
          label={t('哪一天不办', 'Leave out a day')}
          help={t(
            '例如节假日。已经发布的那一场请单独取消。',
            'A holiday, say. If it is published already, call that one off.',
          )}
        />
        <p>
          <Submit look="quiet">{t('这天不办', 'Leave it out')}</Submit>
        </p>
      </Form>
      <div class="card">
        <p>
          {t('不再继续时停止，已生成的场次不受影响。', 'End it when it goes on no more. What has been made stays.')}
        </p>
        <PostButton action={`/desk/series/${series.id}/end`} look="danger" fields={{ version: String(series.version) }}>
          {t('停止长期活动', 'End the series')}
        </PostButton>
      </div>
    </div>
  )
}

function Occurrences({ series, occurrences }: Pick<SeriesProps, 'series' | 'occurrences'>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Table
      head={[t('日子', 'Day'), t('标题', 'Title'), t('开始', 'Starts'), t('报名', 'Taken'), t('状态', 'State'), '']}
      rows={occurrences.map((activity) => [
        activity.seriesDay,
        <a href={`/desk/tasks/${activity.id}`}>{activity.title}</a>,
        <Time at={activity.startsAt} />,
        `${activity.taken} / ${activity.capacity}`,
        <Chip tone={statusTones[activity.status]}>{activityStatusLabels[activity.status][lang]}</Chip>,
        series.endedAt ? null : (
          <PostButton
            action={`/desk/series/${series.id}/template`}
            look="quiet"
            fields={{ version: String(series.version), activityId: activity.id }}
          >
            {t('以后都照这一场', 'Make the next ones like this')}
          </PostButton>
        ),
      ])}
    />
  )
}
