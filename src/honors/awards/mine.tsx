import { cityDay } from '../../kit/clock.ts'
import { Card, Chip, Empty, Figure, LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { meritOfPerson } from '../figures.ts'
import { gradeNames, hoursOfMinutes, stateNames, stateTones } from '../labels.ts'
import type { Listed, nominationsAbout } from '../nominations/queries.ts'
import type { Shown } from '../rules.ts'
import { Stars, type StarsProps } from '../stars/views.tsx'

type MineProps = StarsProps & {
  about: Awaited<ReturnType<typeof nominationsAbout>>
  by: readonly Listed[]
  figures: Shown
  merit: Awaited<ReturnType<typeof meritOfPerson>>
  onPanel: boolean
}

/** What I have been honoured with, what waits for my answer, whom I nominated, and the figures honours rest on. */
export function MinePage(props: MineProps) {
  const { about, by, figures, merit, onPanel } = props
  const t = useT()
  const asked = about.filter(
    ({ nominee, nomination }) => nominee.answer === 'waiting' && nomination.state === 'nominated',
  )
  const held = about.filter((one) => !asked.includes(one))
  return (
    <>
      <h1>{t('我的荣誉', 'My honours')}</h1>
      {onPanel && (
        <p class="actions">
          <LinkButton href="/honors/panel">{t('评审组：待我评议', 'My panel')}</LinkButton>
        </p>
      )}
      {asked.length > 0 && (
        <section>
          <h2>{t('等您答复', 'Waiting for your answer')}</h2>
          <About rows={asked} />
        </section>
      )}
      <div class="figures">
        <Figure value={figures.points} label={t('累计积分', 'points earned')} />
        <Figure value={hoursOfMinutes(figures.minutes)} label={t('服务小时', 'hours')} />
        <Figure value={figures.merit} label={t('功', 'merit')} />
      </div>
      <p class="muted">
        {t(
          '荣誉看的是累计获得，花掉的积分不会减少它。',
          'Honours look at what you earned; spending takes nothing from it.',
        )}
      </p>
      {held.length > 0 ? (
        <About rows={held} />
      ) : (
        asked.length === 0 && (
          <Empty title={t('还没有荣誉', 'No honours yet')}>
            <p>{t('也可以自荐，或者推荐身边的人。', 'You may nominate yourself, or somebody you know.')}</p>
            <LinkButton href="/honors/nominate">{t('去推荐', 'Nominate')}</LinkButton>
          </Empty>
        )
      )}
      <Stars {...props} />
      {merit.length > 0 && <Merit merit={merit} />}
      {by.length > 0 && (
        <section>
          <h2>{t('我的推荐', 'My nominations')}</h2>
          <By rows={by} />
        </section>
      )}
    </>
  )
}

function About({ rows }: { rows: MineProps['about'] }) {
  const lang = useLang()
  return (
    <div class="list">
      {rows.map(({ nomination: { id, state, groupName, year, grade }, awardClass }) => (
        <Card href={`/honors/nominations/${id}`}>
          <p class="row">
            <strong>
              {year} {grade ? gradeNames[grade][lang] : awardClass[lang]} {groupName}
            </strong>
            <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
          </p>
        </Card>
      ))}
    </div>
  )
}

function By({ rows }: { rows: readonly Listed[] }) {
  const lang = useLang()
  return (
    <div class="list">
      {rows.map(({ nomination: { id, state, groupName }, awardClass, names }) => (
        <Card href={`/honors/nominations/${id}`}>
          <p class="row">
            <span>
              {awardClass[lang]} · {groupName ?? names.join('、')}
            </span>
            <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
          </p>
        </Card>
      ))}
    </div>
  )
}

function Merit({ merit }: Pick<MineProps, 'merit'>) {
  const t = useT()
  return (
    <section>
      <h2>{t('功劳簿', 'Merit book')}</h2>
      <ul class="list">
        {merit.map(({ record, why }) => (
          <li>
            <p class="row">
              <strong>{record.title}</strong>
              <Chip tone={record.merit > 0 ? 'good' : 'bad'}>{`${record.merit > 0 ? '+' : ''}${record.merit}`}</Chip>
            </p>
            <p class="muted">
              {cityDay(record.at)} · {record.panelName}
              {why && ` · ${why}`}
            </p>
          </li>
        ))}
      </ul>
      <p class="muted">
        {t('功只作记录，不能兑换，也不会过期。', 'Merit is a record: it cannot be spent and never expires.')}
      </p>
    </section>
  )
}
