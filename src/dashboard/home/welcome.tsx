import { Card, LinkButton, Points, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { OpenActivity } from './queries.ts'
import { SnapButton } from './snap.tsx'

type WelcomeProps = { tasks: OpenActivity[]; open: { tasks: number; stores: number } }

/** For somebody who has never been here: what this is, in one look. */
export function Welcome({ tasks, open }: WelcomeProps) {
  const t = useT()
  return (
    <>
      <section class="hero">
        <h1>{t('为邻里出份力，积分换好物', 'Help your neighbours, earn points, take home goods')}</h1>
        <p class="lead">
          {t(
            '参加社区任务和志愿服务就能得积分。积分可以到荣誉超市领大米、油和日用品，不花一分钱。',
            'Community tasks and volunteering earn points. Points become rice, oil and daily goods at an honor store, for no money.',
          )}
        </p>
        <Steps />
        <div class="actions">
          <LinkButton href="/tasks">
            {open.tasks > 0 ? t(`看看 ${open.tasks} 个任务`, `See ${open.tasks} tasks`) : t('看看任务', 'See tasks')}
          </LinkButton>
          <LinkButton href="/sign-in" look="quiet">
            {t('登录或注册', 'Sign in or join')}
          </LinkButton>
        </div>
      </section>
      <SnapButton />
      {tasks.length > 0 && (
        <section>
          <h2>{t('现在就能报名', 'Open now')}</h2>
          <ActivityList activities={tasks} />
        </section>
      )}
      <section class="tiles">
        <Card href="/stores">
          <h3>{t('荣誉超市', 'Honor stores')}</h3>
          <p class="muted">
            {open.stores > 0
              ? t(`${open.stores} 家，看看能换什么`, `${open.stores} of them: see the shelves`)
              : t('看看能换什么', 'See the shelves')}
          </p>
        </Card>
        <Card href="/honors">
          <h3>{t('荣誉榜', 'Honours')}</h3>
          <p class="muted">{t('身边的好人好事，也可以由您推荐', 'Good neighbours; nominate yours')}</p>
        </Card>
        <Card href="/figures">
          <h3>{t('公开账本', 'Open figures')}</h3>
          <p class="muted">{t('积分发了多少、换了多少，人人可查', 'What was issued and redeemed, for all to check')}</p>
        </Card>
      </section>
    </>
  )
}

function Steps() {
  const t = useT()
  const steps = [
    ['tasks', t('做任务', 'Do a task'), t('报名，到场，拍照', 'Join, be there, send a photo')],
    ['points', t('得积分', 'Earn points'), t('审核后 3 天生效', 'Yours 3 days after review')],
    ['bag', t('领物品', 'Collect goods'), t('出示二维码就能领', 'Show a code and take them')],
  ] as const
  return (
    <ol class="three-steps">
      {steps.map(([icon, name, note]) => (
        <li>
          <span class={`icon icon-${icon}`} aria-hidden="true" />
          <strong>{name}</strong>
          <span class="muted">{note}</span>
        </li>
      ))}
    </ol>
  )
}

/** Open activities as short rows that lead to their page. */
export function ActivityList({ activities }: { activities: OpenActivity[] }) {
  const t = useT()
  return (
    <ul class="link-list">
      {activities.map((activity) => (
        <li>
          <a href={`/tasks/${activity.id}`}>
            <span class="link-list-main">
              <strong>{activity.title}</strong>
              <span class="meta">
                <When at={activity} />
                <span>{activity.areaName}</span>
                <span>{t(`还有 ${activity.left} 个名额`, `${activity.left} places left`)}</span>
              </span>
            </span>
            {activity.pointsEach > 0 && <Points points={activity.pointsEach} signed />}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** When it begins; a task without check-in can be done at any time before its end. */
export function When({ at }: { at: Pick<OpenActivity, 'startsAt' | 'endsAt' | 'checkIn'> }) {
  const t = useT()
  if (at.checkIn !== 'none') return <Time at={at.startsAt} />
  return (
    <span>
      {t('', 'Any time before ')}
      <Time at={at.endsAt} />
      {t(' 前随时可做', '')}
    </span>
  )
}
