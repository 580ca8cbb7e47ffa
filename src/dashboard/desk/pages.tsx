import { Hono } from 'hono'
import { holds, staffRoles } from '../../kit/actor.ts'
import { deskLinks } from '../../web/desk-nav.tsx'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Empty, Figure, LinkButton, Table, Time } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import {
  activitiesToday,
  backEntriesWaiting,
  discrepanciesOpen,
  lotsNearExpiry,
  pickupsWaiting,
  reviewsWaiting,
  ruleProposalsWaiting,
  starObjectionsWaiting,
  unverifiedResidents,
} from './queries.ts'

type Waiting = { href: string; value: number; label: string; note?: string | undefined }

export const deskPages = new Hono<Env>().get('/desk', may.be(...staffRoles), async (c) => {
  const { db, actor, now, t } = c.var
  const onActivities = holds(actor, ['clerk', 'reviewer', 'admin'])
  const looksOnly = !holds(actor, ['clerk', 'reviewer', 'keeper', 'admin'])
  const [waiting, today] = await Promise.all([
    waitingFor(c.var),
    onActivities ? activitiesToday(db, actor, now()) : undefined,
  ])
  return page(
    c,
    { title: t('工作台', 'Desk'), face: 'desk' },
    <>
      <header class="page-head">
        <h1>{t('工作台', 'Desk')}</h1>
        <span class="muted">
          <Time at={now()} withYear />
        </span>
      </header>
      {(waiting.length > 0 || !looksOnly) && <WaitingCards waiting={waiting} />}
      {looksOnly && <Rooms rooms={deskLinks(actor, t).filter(({ href }) => foremost.has(href))} />}
      {today && <Today activities={today} />}
    </>,
  )
})

/** What waits for the actor, by the roles they hold. */
async function waitingFor({ db, actor, now, t }: Env['Variables']): Promise<Waiting[]> {
  const parts: Promise<Waiting[]>[] = []
  if (holds(actor, ['reviewer', 'admin'])) parts.push(reviewing(db, actor, t))
  if (holds(actor, ['clerk', 'admin'])) parts.push(verifying(db, actor, t))
  if (holds(actor, ['keeper', 'admin'])) parts.push(keeping(db, actor, now(), t))
  if (holds(actor, ['auditor', 'admin'])) parts.push(confirming(db, actor, t))
  const all = (await Promise.all(parts)).flat()
  // What waits comes first; what is done stays in sight behind it.
  return [...all.filter(({ value }) => value > 0), ...all.filter(({ value }) => value === 0)]
}

type Db = Env['Variables']['db']
type Actor = Env['Variables']['actor']

async function reviewing(db: Db, actor: Actor, t: Say): Promise<Waiting[]> {
  const [reviews, entries, objections] = await Promise.all([
    reviewsWaiting(db, actor),
    backEntriesWaiting(db, actor),
    starObjectionsWaiting(db, actor),
  ])
  const label = t('条星级异议等待答复', 'objections to stars to answer')
  // Seldom anything, as below.
  const seldom = objections > 0 ? [{ href: '/desk/stars', value: objections, label }] : []
  return [
    ...seldom,
    { href: '/desk/reviews', value: reviews, label: t('份材料等待审核', 'to review') },
    { href: '/desk/back-entries', value: entries, label: t('条补录等待复核', 'back-entries to check') },
  ]
}

/** Seldom anything, so it shows only when there is. */
async function confirming(db: Db, actor: Actor, t: Say): Promise<Waiting[]> {
  const proposals = await ruleProposalsWaiting(db, actor)
  const label = t('个规则改动等第二个人确认', 'rule changes to confirm')
  return proposals > 0 ? [{ href: '/desk/rules', value: proposals, label }] : []
}

async function verifying(db: Db, actor: Actor, t: Say): Promise<Waiting[]> {
  const [residents, differing] = await Promise.all([unverifiedResidents(db, actor), discrepanciesOpen(db, actor)])
  return [
    { href: '/desk/people', value: residents, label: t('位居民等待核实身份', 'residents to verify') },
    { href: '/desk/discrepancies', value: differing, label: t('笔断网发放对不上', 'hand-overs to settle') },
  ]
}

async function keeping(db: Db, actor: Actor, now: Date, t: Say): Promise<Waiting[]> {
  const [pickups, lots] = await Promise.all([pickupsWaiting(db, actor, now), lotsNearExpiry(db, actor, now)])
  const { waiting, lapsingToday } = pickups
  return [
    {
      href: holds(actor, ['keeper']) ? '/counter' : '/desk/stores',
      value: waiting,
      label: t('单等待领取', 'orders to hand over'),
      note: lapsingToday > 0 ? t(`其中 ${lapsingToday} 单今天到期`, `${lapsingToday} lapse today`) : undefined,
    },
    { href: '/desk/stock', value: lots, label: t('批货两周内到期', 'lots expire in two weeks') },
  ]
}

function WaitingCards({ waiting }: { waiting: Waiting[] }) {
  const t = useT()
  if (waiting.every(({ value }) => value === 0)) {
    return (
      <Empty title={t('都办完了', 'All done')}>
        <p>{t('现在没有等您处理的事。', 'Nothing waits for you.')}</p>
      </Empty>
    )
  }
  return (
    <div class="waiting">
      {waiting.map(({ href, value, label, note }) => (
        <Card href={href} class={value === 0 ? 'calm' : ''}>
          <Figure value={value} label={label} note={note} />
        </Card>
      ))}
    </div>
  )
}

/** The rooms in which those who have nothing counted begin: the whole menu stands beside them. */
const foremost: ReadonlySet<string> = new Set([
  '/desk/reports',
  '/desk/duty',
  '/desk/points',
  '/desk/watch',
  '/desk/accounts',
  '/desk/stock',
])

/** Where nothing is counted, the rooms of the desk are the way on: an auditor only looks, a dispatcher has a queue of its own. */
function Rooms({ rooms }: { rooms: readonly { href: string; label: string }[] }) {
  return (
    <p class="actions">
      {rooms.map(({ href, label }) => (
        <LinkButton href={href} look="quiet">
          {label}
        </LinkButton>
      ))}
    </p>
  )
}

function Today({ activities }: { activities: Awaited<ReturnType<typeof activitiesToday>> }) {
  const t = useT()
  return (
    <section>
      <h2>{t('今天的活动', 'Today')}</h2>
      {activities.length === 0 ? (
        <p class="muted">{t('今天没有安排活动。', 'Nothing takes place today.')}</p>
      ) : (
        <Table
          head={[t('时间', 'Time'), t('活动', 'Activity'), t('地点', 'Place'), t('人数', 'People')]}
          rows={activities.map(({ id, title, place, startsAt, taken, capacity }) => [
            <Time at={startsAt} />,
            <a href={`/desk/tasks/${id}`}>{title}</a>,
            place,
            `${taken} / ${capacity}`,
          ])}
        />
      )}
    </section>
  )
}
