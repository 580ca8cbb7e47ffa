import { Hono } from 'hono'
import { holds, staffRoles } from '../../kit/actor.ts'
import { deskLinks } from '../../web/desk-nav.tsx'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Empty, Figure, LinkButton, Table, Time } from '../../web/ui.tsx'
import type { Waiting, WaitingRoom } from '../../web/waiting.ts'
import { useLang, useT } from '../../web/words.ts'
import { activitiesToday } from './queries.ts'

/**
 * What waits for whoever is on duty.
 *
 * @param rooms each room tells its own part: street rooms do not know one another, so they are handed in
 */
export const deskPages = (rooms: readonly WaitingRoom[]) =>
  new Hono<Env>().get('/desk', may.be(...staffRoles), async (c) => {
    const { db, actor, now, t } = c.var
    const onActivities = holds(actor, ['clerk', 'reviewer', 'admin'])
    const looksOnly = !holds(actor, ['clerk', 'reviewer', 'keeper', 'admin'])
    const [waiting, today] = await Promise.all([
      waitingIn(rooms, c.var),
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
        {looksOnly && waiting.length === 0 && (
          <Rooms rooms={deskLinks(actor, t).filter(({ href }) => foremost.has(href))} />
        )}
        {today && <Today activities={today} />}
      </>,
    )
  })

/** In the order of the rooms; what is done is out of sight. */
async function waitingIn(rooms: readonly WaitingRoom[], { db, actor, now }: Env['Variables']): Promise<Waiting[]> {
  const asking = { db, actor, now: now() }
  const all = await Promise.all(rooms.map((room) => room(asking)))
  return all.flat().filter(({ value }) => value > 0)
}

function WaitingCards({ waiting }: { waiting: readonly Waiting[] }) {
  const t = useT()
  const lang = useLang()
  if (waiting.length === 0) {
    return (
      <Empty title={t('都办完了', 'All done')}>
        <p>{t('现在没有等您处理的事。', 'Nothing waits for you.')}</p>
      </Empty>
    )
  }
  return (
    <div class="waiting">
      {waiting.map(({ href, value, label, note }) => (
        <Card href={href}>
          <Figure value={value} label={label[lang]} note={note?.[lang]} />
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
