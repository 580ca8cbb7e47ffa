import type { Actor } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Empty, Form, FormVersion, LinkButton, PhotoField, Submit, TextArea } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { callsToAnswer } from '../desk/queries.ts'
import { StaffSearch } from '../desk/search/field.tsx'
import { whistleStatusLabels } from '../labels.ts'
import type { Report, Whistle } from '../queries.ts'
import { CallCard } from './call-card.tsx'

type Rows = Awaited<ReturnType<typeof callsToAnswer>>

/** What waits for my department, the earliest due first; to report in takes one press. */
export function DutyPage({ rows, actor, now }: { rows: Rows; actor: Actor; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  const waiting = rows.filter(({ whistle }) => whistle.status === 'whistled').length
  return (
    <>
      <header class="page-head">
        <h1>{t('报到', 'On duty')}</h1>
        <p class="row">
          <Chip tone={waiting ? 'warn' : 'good'}>{t(`${waiting} 件待报到`, `${waiting} to report in`)}</Chip>
          <LinkButton href="/desk/reports/wall" look="quiet">
            {t('今日到期墙', "Today's wall")}
          </LinkButton>
        </p>
      </header>
      <StaffSearch />
      {rows.length === 0 ? (
        <Empty title={t('没有要报到的', 'Nobody whistles for you')}>
          <p>{t('有新的派单会发消息给您。', 'You will get a message when somebody does.')}</p>
        </Empty>
      ) : (
        <div class="cards">
          {rows.map(({ whistle, report, category, areaName, name }) => (
            <section class="stack">
              <h2>
                <a href={`/desk/reports/${report.id}`}>
                  {category[lang]} <small class="muted">{report.number}</small>
                </a>
              </h2>
              <p class="meta">
                {areaName}
                {report.address && ` · ${report.address}`}
              </p>
              <CallCard {...{ report, whistle, name, actor, now }} />
            </section>
          ))}
        </div>
      )}
    </>
  )
}

type Refused = { tried: Tried; whistle: Whistle; report: Report; actor: Actor; now: Date; step: string }

/** A step that was not taken: why, and the same form with what was typed. */
export function CallRefused({ tried, whistle, report, step }: Refused) {
  const [t, lang] = [useT(), useLang()]
  const isGone = tried.refusal?.kind === 'conflict' || tried.refusal?.kind === 'forbidden'
  return (
    <>
      <h1>
        {report.number} <small class="muted">{whistleStatusLabels[whistle.status][lang]}</small>
      </h1>
      {isGone ? (
        <Alert>{tried.alert}</Alert>
      ) : (
        <Form action={`/desk/calls/${whistle.id}/${step}`} upload={step === 'resolve'} tried={tried}>
          <FormVersion version={whistle.version} />
          {step === 'resolve' ? (
            <>
              <PhotoField
                name="photos"
                label={t('处理后的照片', 'Photos of how it looks now')}
                required={report.matter !== 'neighbours'}
                multiple
                tried={tried}
              />
              <TextArea name="words" label={t('写给居民的话', 'To the resident')} maxlength={1000} tried={tried} />
            </>
          ) : (
            <TextArea name="why" label={t('理由', 'Why')} maxlength={500} tried={tried} />
          )}
          <Submit>{t('再试一次', 'Try again')}</Submit>
        </Form>
      )}
      <p class="actions">
        <LinkButton href={`/desk/reports/${report.id}`} look="quiet">
          {t('回到这一条', 'Back to the report')}
        </LinkButton>
      </p>
    </>
  )
}
