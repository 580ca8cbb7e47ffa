import type { HourGrade } from '../../db/schema/hours.ts'
import { Card, Chip, Empty, Figure, Form, FormId, LinkButton, More, Submit } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { gradeLabels, gradeMeanings, hoursText } from './labels.ts'
import type { HoursRecord, hoursOf } from './queries.ts'

type Totals = Awaited<ReturnType<typeof hoursOf>>
type HoursProps = { totals: Totals; records: readonly HoursRecord[]; next: string | undefined; formId: string }

/** Somebody's service: how much, how well proven, and every single record of it. */
export function HoursPage({ totals, records, next, formId }: HoursProps) {
  const t = useT()
  return (
    <>
      <h1>{t('我的志愿时长', 'My hours of service')}</h1>
      <div class="figures">
        <Figure value={totals.minutes / 60} label={t('小时', 'hours')} note={<Stars totals={totals} />} />
      </div>
      {records.length === 0 ? (
        <Empty title={t('还没有时长记录', 'No hours yet')}>
          <p>
            {t(
              '参加志愿服务，签到、签退，审核通过后就会记在这里。',
              'Join an activity, check in and out; approved service appears here.',
            )}
          </p>
          <LinkButton href="/tasks">{t('找一个活动', 'Find an activity')}</LinkButton>
        </Empty>
      ) : (
        <>
          <Grades totals={totals} />
          <div class="list">
            {records.map((record) => (
              <Record record={record} />
            ))}
          </div>
          <More href={next && `/hours?before=${next}`} />
          <section>
            <h2>{t('开具证明', 'Certificate')}</h2>
            <p>{t('志愿服务记录证明，免费开具，可以打印。', 'A record of your service, free of charge, to print.')}</p>
            <Form action="/hours/certificates">
              <FormId id={formId} />
              <Submit>{t('开具证明', 'Issue a certificate')}</Submit>
            </Form>
          </section>
        </>
      )}
      <p class="muted">
        {t(
          '时长是对您付出的记录，不能兑换、转让，也不会过期。',
          'Hours are a record of what you gave. They cannot be spent or passed on, and never expire.',
        )}{' '}
        <a href="/back-entries">{t('正在公示的补录', 'Back-entries on notice')}</a>
      </p>
    </>
  )
}

function Stars({ totals: { stars, hoursToNext } }: { totals: Totals }) {
  const t = useT()
  return (
    <>
      {stars > 0 && (
        <Chip tone="accent">
          {'★'.repeat(stars)} {t(`时长达到 ${stars} 星`, `hours of ${stars} star${stars === 1 ? '' : 's'}`)}
        </Chip>
      )}{' '}
      {hoursToNext !== undefined &&
        t(`再服务 ${hoursToNext} 小时到 ${stars + 1} 星`, `${hoursToNext} h to ${stars + 1} star${stars ? 's' : ''}`)}
      {stars > 0 && (
        <>
          {' '}
          <a href="/honors/mine#stars">{t('星级认定', 'Your stars')}</a>
        </>
      )}
    </>
  )
}

function Grades({ totals }: { totals: Totals }) {
  const lang = useLang()
  const grades: readonly HourGrade[] = ['A', 'B', 'C']
  return (
    <dl class="facts">
      {grades.map((grade) => (
        <div>
          <dt>
            {gradeLabels[grade][lang]} <span class="muted">{gradeMeanings[grade][lang]}</span>
          </dt>
          <dd>{hoursText(totals.byGrade[grade], lang)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Record({ record }: { record: HoursRecord }) {
  const t = useT()
  const lang = useLang()
  return (
    <Card>
      <p class="row">
        <strong>{record.title}</strong>
        <Chip>{gradeLabels[record.grade][lang]}</Chip>
      </p>
      <p>
        {record.day} · {record.place} · <strong>{hoursText(record.minutes, lang)}</strong>
      </p>
      {record.corrects && (
        <p class="note">
          {t('更正：', 'Correction: ')}
          {record.reason}
        </p>
      )}
    </Card>
  )
}
