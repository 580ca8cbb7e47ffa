import { type Actor, holds, type Standing } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Chip,
  Empty,
  Facts,
  Form,
  FormVersion,
  LinkButton,
  Submit,
  Table,
  TextArea,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { backEntryLabels, backEntrySteps, backEntryTones, hoursText } from '../labels.ts'
import type { BackEntry, backEntriesFor, eventsOfBackEntry, ratesByProposer } from './queries.ts'
import { backEntryFlow } from './rules.ts'

type Rows = Awaited<ReturnType<typeof backEntriesFor>>
type Rates = Awaited<ReturnType<typeof ratesByProposer>>

/** Back-entries of one's areas, and for auditors how much each member of staff has proposed. */
export function DeskList({ rows, rates, actor }: { rows: Rows; rates: Rates; actor: Actor }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <div class="page-head">
        <h1>{t('补录', 'Back-entries')}</h1>
        <div class="row">
          <LinkButton href="/back-entries" look="quiet">
            {t('公示页', 'Public notices')}
          </LinkButton>
          {holds(actor, ['clerk', 'admin']) && (
            <LinkButton href="/desk/back-entries/new">{t('提出补录', 'Propose one')}</LinkButton>
          )}
        </div>
      </div>
      {rows.length === 0 ? (
        <Empty title={t('还没有补录', 'No back-entries yet')}>
          <p>
            {t(
              '尽量让大家现场签到；确实没签到的，再来补录。',
              'Checking in on the spot is better; this is for what could not be.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          head={[
            t('活动', 'Activity'),
            t('谁', 'Who'),
            t('日期', 'Day'),
            t('时长', 'Hours'),
            t('状态', 'State'),
            t('公示到', 'Notice until'),
          ]}
          rows={rows.map(({ entry, displayName }) => [
            <a href={`/desk/back-entries/${entry.id}`}>{entry.title}</a>,
            displayName,
            entry.day,
            hoursText(entry.minutes, lang),
            <Chip tone={backEntryTones[entry.state]}>{backEntryLabels[entry.state][lang]}</Chip>,
            entry.state === 'noticed' && entry.noticeEndsAt ? <Time at={entry.noticeEndsAt} /> : '–',
          ])}
        />
      )}
      {rates.length > 0 && <RatesTable rates={rates} />}
    </>
  )
}

function RatesTable({ rates }: { rates: Rates }) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('各经办人补录情况', 'By member of staff')}</h2>
      <Table
        head={[
          t('经办人', 'Staff'),
          t('提出', 'Proposed'),
          t('合计', 'Sum'),
          t('涉及人数', 'People'),
          t('生效', 'In effect'),
          t('未批准', 'Refused'),
        ]}
        rows={rates.map((rate) => [
          rate.displayName,
          rate.proposed,
          hoursText(rate.minutes, lang),
          rate.beneficiaries,
          rate.effective,
          rate.refused,
        ])}
      />
    </section>
  )
}

type EntryProps = {
  entry: BackEntry
  displayName: string
  standing: ReadonlySet<Standing>
  events: Awaited<ReturnType<typeof eventsOfBackEntry>>
  photos: readonly PhotoUse[]
  sharePercent: number
  endsAt: Date
  tried: Tried | undefined
}

export function BackEntryPage({
  entry,
  displayName,
  standing,
  events,
  photos,
  sharePercent,
  endsAt,
  tried,
}: EntryProps) {
  const t = useT()
  const lang = useLang()
  const steps = stepsFor(backEntryFlow, entry.state, standing).filter((step) => step !== 'object')
  return (
    <>
      <div class="page-head">
        <h1>{entry.title}</h1>
        <Chip tone={backEntryTones[entry.state]}>{backEntryLabels[entry.state][lang]}</Chip>
      </div>
      <Facts
        rows={[
          [t('谁', 'Who'), displayName],
          [t('时间', 'Time'), <Span from={entry.startsAt} to={endsAt} />],
          [t('时长', 'Hours'), hoursText(entry.minutes, lang)],
          [t('地点', 'Place'), entry.place],
          [t('服务对象', 'For'), entry.beneficiary],
          [t('做了什么', 'What was done'), entry.content],
          [t('为什么没有签到', 'Why there is no check-in'), entry.reason],
          [t('本社区今年补录占比', 'Back-entries in this community’s year'), `${sharePercent}%`],
        ]}
      />
      {photos.length > 0 && (
        <div class="evidence-photos">
          {photos.map(({ photoId }, index) => (
            <a href={`/photos/${photoId}`}>
              <img src={`/photos/${photoId}`} alt={t(`照片 ${index + 1}`, `Photo ${index + 1}`)} />
            </a>
          ))}
        </div>
      )}
      {steps.length > 0 && (
        <Form action={`/desk/back-entries/${entry.id}`} tried={tried} class="decision">
          <FormVersion version={entry.version} />
          <TextArea
            name="why"
            label={t('说明（不批准、处理异议时必填）', 'Reason (needed to refuse and for objections)')}
            required={false}
            maxlength={500}
            rows={2}
            tried={tried}
          />
          <div class="actions">
            {steps.map((step) => (
              <Submit name="step" value={step} look={step === 'approve' ? 'primary' : 'quiet'}>
                {backEntrySteps[step]?.[lang]}
              </Submit>
            ))}
          </div>
        </Form>
      )}
      <h2>{t('经过', 'What happened')}</h2>
      <Timeline
        events={events.map(({ event, displayName: who }) => ({
          at: event.at,
          what: backEntrySteps[event.step]?.[lang] ?? event.step,
          // Who objected is known to the record, not to the desk.
          who: event.step === 'object' ? t('一位居民', 'a resident') : (who ?? t('系统', 'the system')),
          note: event.why,
        }))}
      />
    </>
  )
}

const Span = ({ from, to }: { from: Date; to: Date }) => (
  <>
    <Time at={from} /> – <Time at={to} />
  </>
)
