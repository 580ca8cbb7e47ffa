import type { StarState } from '../../../db/schema/honors.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, FormId, More } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { hoursOfMinutes } from '../labels.ts'
import { AnswerFields } from '../notices/answer.tsx'
import type { DeskStarNotice } from './desk-queries.ts'

const stateNames: Record<StarState, Sentence & { tone: 'accent' | 'good' | 'bad' }> = {
  noticed: { zh: '公示中', en: 'On notice', tone: 'accent' },
  granted: { zh: '已认定', en: 'Granted', tone: 'good' },
  stopped: { zh: '已终止', en: 'Stopped', tone: 'bad' },
}

type DeskProps = {
  rows: readonly DeskStarNotice[]
  next: string | undefined
  actor: Actor
  now: Date
  newId: () => string
  tried: { tried: Tried; id: string } | undefined
}

/** Who is on the way to which star, and what was said against it. */
export function StarsDesk({ rows, next, tried, ...rest }: DeskProps) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/honors">
        {t('‹ 荣誉评选', '‹ Honours')}
      </a>
      <h1>{t('星级公示', 'Stars on notice')}</h1>
      <p class="muted">
        {t(
          '时长达到星级的志愿者自己申请，公示期满、没有成立的异议，就自动认定。异议成立的，请同时更正时长记录。',
          'Volunteers whose hours make a star ask for it. It counts after its notice unless an objection is right; then correct the hours as well.',
        )}
      </p>
      {tried && !rows.some(({ objections }) => objections.some(({ objection }) => objection.id === tried.id)) && (
        <Alert>{tried.tried.alert}</Alert>
      )}
      {rows.length === 0 && <Empty title={t('还没有人申请', 'Nobody has asked yet')} />}
      <div class="list">
        {rows.map((row) => (
          <Row row={row} {...rest} tried={tried} />
        ))}
      </div>
      <More href={next && `/desk/stars?after=${next}`} />
    </>
  )
}

function Row({ row, actor, now, newId, tried }: Omit<DeskProps, 'rows' | 'next'> & { row: DeskStarNotice }) {
  const [t, lang] = [useT(), useLang()]
  const { notice, displayName, areaName, objections } = row
  const { tone, ...state } = stateNames[notice.state]
  const standing = standingOf(actor, { areaPath: notice.areaPath })
  const isOpen = notice.state === 'noticed' && actor.id !== notice.personId
  const mayAnswer = isOpen && (standing.has('reviewer') || standing.has('admin'))
  return (
    <Card>
      <p class="row">
        <strong>
          {displayName} · {t(`${notice.stars} 星`, `${notice.stars} stars`)}
        </strong>
        <Chip tone={tone}>{state[lang]}</Chip>
      </p>
      <p class="muted">
        {areaName} ·{' '}
        {t(`服务 ${hoursOfMinutes(notice.minutes)} 小时`, `${hoursOfMinutes(notice.minutes)} h of service`)} ·{' '}
        {notice.noticeEndsAt > now && notice.state === 'noticed'
          ? t(`公示到 ${lastDayOf(notice.noticeEndsAt)}`, `on notice until ${lastDayOf(notice.noticeEndsAt)}`)
          : t(
              `公示期 ${cityDay(notice.at)} 至 ${lastDayOf(notice.noticeEndsAt)}`,
              `on notice ${cityDay(notice.at)} to ${lastDayOf(notice.noticeEndsAt)}`,
            )}
      </p>
      {objections.map(({ objection, displayName: who }) => (
        <div class="said stack">
          <p class="row">
            <span>{t(`${who} 的异议`, `${who} objects`)}</span>
            {objection.outcome && (
              <Chip tone={objection.outcome === 'upheld' ? 'bad' : 'plain'}>
                {objection.outcome === 'upheld' ? t('成立', 'right') : t('不成立', 'not right')}
              </Chip>
            )}
          </p>
          <p class="prose">{objection.why}</p>
          {objection.answer && (
            <p class="prose muted">{t(`答复：${objection.answer}`, `Answer: ${objection.answer}`)}</p>
          )}
          {!objection.outcome && mayAnswer && objection.personId !== actor.id && (
            <AnswerForm
              id={objection.id}
              formId={newId()}
              tried={tried?.id === objection.id ? tried.tried : undefined}
            />
          )}
        </div>
      ))}
    </Card>
  )
}

function AnswerForm({ id, formId, tried }: { id: string; formId: string; tried: Tried | undefined }) {
  return (
    <Form action={`/desk/stars/objections/${id}`} scope={id} tried={tried} class="stack">
      <FormId id={formId} tried={tried} />
      <AnswerFields upheld={{ zh: '成立，不认定', en: 'Right: the star is not granted' }} tried={tried} />
    </Form>
  )
}
