import { type Actor, holds } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Chip, Empty, LinkButton, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { partNames, stateNames, stateTones } from '../labels.ts'
import { nominationFlow } from '../rules.ts'
import type { Listed, Nomination } from './queries.ts'

type QueueProps = { rows: readonly Listed[]; state: Nomination['state'] | undefined; actor: Actor }

const filters = ['nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided', 'issued', 'appealed'] as const

/** The queue of the desk: what waits for somebody comes first, and for whom it waits. */
export function QueuePage({ rows, state, actor }: QueueProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <div class="page-head">
        <h1>{t('荣誉评选', 'Honours')}</h1>
        <div class="row">
          <LinkButton href="/desk/award-classes" look="quiet">
            {t('荣誉类别', 'Classes')}
          </LinkButton>
          {holds(actor, ['auditor', 'admin']) && (
            <LinkButton href="/desk/panels" look="quiet">
              {t('评审组', 'Panels')}
            </LinkButton>
          )}
          <LinkButton href="/desk/stars" look="quiet">
            {t('星级公示', 'Stars')}
          </LinkButton>
          <LinkButton href="/desk/merit" look="quiet">
            {t('功劳簿', 'Merit book')}
          </LinkButton>
          <LinkButton href="/honors/nominate">{t('推荐', 'Nominate')}</LinkButton>
        </div>
      </div>
      <nav class="row" aria-label={t('按状态', 'By state')}>
        <a href="/desk/honors" aria-current={state ? undefined : 'page'}>
          {t('全部', 'All')}
        </a>
        {filters.map((name) => (
          <a href={`/desk/honors?state=${name}`} aria-current={state === name ? 'page' : undefined}>
            {stateNames[name][lang]}
          </a>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Empty title={t('没有推荐', 'No nominations')}>
          <p>{t('居民推荐后会出现在这里。', 'What residents send appears here.')}</p>
        </Empty>
      ) : (
        <Table
          head={[
            t('编号', 'No.'),
            t('荣誉', 'Honour'),
            t('对象', 'About'),
            t('状态', 'State'),
            t('等谁办', 'Waits for'),
            t('更新', 'Changed'),
          ]}
          rows={rows.map(({ nomination, awardClass, names }) => [
            <a href={`/desk/honors/${nomination.id}`}>{nomination.number}</a>,
            awardClass[lang],
            nomination.groupName ?? names.join('、'),
            <Chip tone={stateTones[nomination.state]}>{stateNames[nomination.state][lang]}</Chip>,
            <WaitsFor state={nomination.state} />,
            cityDay(nomination.updatedAt),
          ])}
        />
      )}
    </>
  )
}

/** Read from the life cycle itself: whose the next step is. */
function WaitsFor({ state }: { state: Nomination['state'] }) {
  const lang = useLang()
  if (state === 'issued') return <>–</>
  const parts = new Set(Object.values(nominationFlow[state]).flatMap(({ by }) => by))
  const names = [...parts].flatMap((part) => partNames[part]?.[lang] ?? [])
  return <>{names.join(' / ') || '–'}</>
}
