import type { OfficeSpan } from '../kit/calendar.ts'
import type { Tried } from '../web/form.ts'
import { BothVersions } from '../web/refusal-page.tsx'
import { Field, Form, FormVersion, LinkButton, Radios, Submit, TextField, Timeline } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { dayText, kindLabels } from './labels.ts'
import type { CalendarDay, eventsOfCalendar } from './queries.ts'
import { type DayKind, dayKinds, nameLengthMax } from './rules.ts'

type Events = Awaited<ReturnType<typeof eventsOfCalendar>>
type DayFormProps = { day: string; row: CalendarDay | undefined; events: Events; tried: Tried | undefined }

export function DayForm({ day, row, events, tried }: DayFormProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{dayText(day, lang, true)}</h1>
      </header>
      <Form action={`/desk/calendar/days/${day}`} tried={tried}>
        <Collision tried={tried} />
        <Radios
          name="kind"
          label={t('这一天', 'This day')}
          help={t('普通日：周一到周五上班，周末休息。', 'Ordinary: worked from Monday to Friday.')}
          value={row?.kind ?? 'ordinary'}
          choices={dayKinds.map((kind) => ({ value: kind, label: kindLabels[kind][lang] }))}
          tried={tried}
        />
        <TextField
          name="name"
          label={t('名称', 'Name')}
          help={t('例如：春节、国庆节调休。普通日可不填。', 'Such as 春节. An ordinary day needs none.')}
          required={false}
          maxlength={nameLengthMax}
          value={row?.name}
          tried={tried}
        />
        <FormVersion version={row?.version ?? 0} />
        <p class="help">
          {t(
            '已经算好的到期时间不会变；以后计算的时限按新的日历。',
            'Deadlines that are set already stay; later ones follow the new calendar.',
          )}
        </p>
        <p class="actions">
          <Submit>{t('保存', 'Save')}</Submit>
          <LinkButton href={`/desk/calendar?year=${day.slice(0, 4)}`} look="quiet">
            {t('返回', 'Back')}
          </LinkButton>
        </p>
      </Form>
      <History events={events} />
    </>
  )
}

type HoursFormProps = { hours: readonly OfficeSpan[]; version: number; events: Events; tried: Tried | undefined }

export function HoursForm({ hours, version, events, tried }: HoursFormProps) {
  const t = useT()
  const time = (name: string, label: string, value: string | undefined) => (
    <TextField {...{ name, label, value, tried }} type="time" />
  )
  return (
    <>
      <header class="page-head">
        <h1>{t('办公时间', 'Office hours')}</h1>
      </header>
      <Form action="/desk/calendar/hours" tried={tried}>
        <Collision tried={tried} />
        <div class="split">
          {time('opens1', t('上午上班', 'Morning from'), hours[0]?.opens)}
          {time('closes1', t('上午下班', 'Morning to'), hours[0]?.closes)}
          {time('opens2', t('下午上班', 'Afternoon from'), hours[1]?.opens)}
          {time('closes2', t('下午下班', 'Afternoon to'), hours[1]?.closes)}
        </div>
        <FormVersion version={version} />
        <p class="actions">
          <Submit>{t('保存', 'Save')}</Submit>
          <LinkButton href="/desk/calendar" look="quiet">
            {t('返回', 'Back')}
          </LinkButton>
        </p>
      </Form>
      <History events={events} />
    </>
  )
}

function Collision({ tried }: { tried: Tried | undefined }) {
  const { yours, theirs } = tried?.refusal?.details ?? {}
  return yours && theirs ? <BothVersions {...{ yours, theirs }} /> : null
}

function History({ events }: { events: Events }) {
  const [t, lang] = [useT(), useLang()]
  const said = (state: unknown): string => {
    if (Array.isArray(state)) return state.map(({ opens, closes }) => `${opens}–${closes}`).join('，')
    const { kind, name } = state as { kind: DayKind; name: string }
    return [kindLabels[kind][lang], name].filter(Boolean).join(' ')
  }
  return events.length ? (
    <>
      <h2>{t('修改记录', 'History')}</h2>
      <Timeline
        events={events.map(({ at, step, from, to, actorName }) => ({
          at,
          what: `${from ? `${said(from)} → ` : ''}${said(to)}`,
          who: actorName ?? (step === 'installed' ? t('系统预置', 'Came with the system') : ''),
        }))}
      />
    </>
  ) : null
}

export function Chooser({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('导入放假安排', 'Import holidays')}</h1>
      </header>
      <p class="lead">
        {t(
          '表格需要三列：日期、类型（放假、上班或普通）、名称。先预览，确认后才写入。文件里出现的年份，暂定的日子若没有列出，会改回普通日。',
          'Three columns: day, kind (holiday, workday, ordinary) and name. You see what would change first. In a year that the file names, provisional days it does not list become ordinary again.',
        )}
      </p>
      <pre class="code">{'日期,类型,名称\n2027-02-05,放假,春节\n2027-02-20,上班,春节调休'}</pre>
      <Form action="/desk/calendar/import" upload tried={tried}>
        <Field
          name="file"
          label={t('CSV 文件', 'CSV file')}
          help={t('UTF-8 或 GB18030 编码都可以，最大 1 MB。', 'UTF-8 or GB18030, at most 1 MB.')}
          tried={tried}
        >
          <input id="file" name="file" type="file" accept=".csv,text/csv,text/plain" required />
        </Field>
        <p class="actions">
          <Submit>{t('预览', 'Preview')}</Submit>
          <LinkButton href="/desk/calendar" look="quiet">
            {t('返回', 'Back')}
          </LinkButton>
        </p>
      </Form>
    </>
  )
}
