import { spoken } from '../../kit/ids.ts'
import { Card, Chip, LinkButton, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { OpenActivity, OpenClaim, Pickup } from './queries.ts'
import { SnapButton } from './snap.tsx'
import { ActivityList, When } from './welcome.tsx'

type MineProps = {
  name: string
  balances: { available: number; pending: number; held: number; debt: number }
  claims: OpenClaim[]
  pickups: Pickup[]
  tasks: OpenActivity[]
}

/** A resident's own home: what I have, what waits for me, what I could do. */
export function Mine({ name, balances, claims, pickups, tasks }: MineProps) {
  const t = useT()
  return (
    <>
      <h1 class="visually-hidden">{t('首页', 'Home')}</h1>
      <Balance name={name} balances={balances} />
      <SnapButton />
      {pickups.length > 0 && <Pickups pickups={pickups} />}
      {claims.length > 0 && <Claims claims={claims} />}
      <section>
        <h2>{t('现在就能报名', 'Open now')}</h2>
        {tasks.length > 0 ? (
          <ActivityList activities={tasks} />
        ) : (
          <p class="muted">
            {t('附近暂时没有开放的任务，过两天再来看看。', 'Nothing is open nearby. Look again in a day or two.')}
          </p>
        )}
        <p class="actions">
          <LinkButton href="/tasks" look="quiet">
            {t('全部任务', 'All tasks')}
          </LinkButton>
          <LinkButton href="/stores" look="quiet">
            {t('去荣誉超市', 'Honor stores')}
          </LinkButton>
        </p>
      </section>
    </>
  )
}

function Balance({ name, balances }: Pick<MineProps, 'name' | 'balances'>) {
  const t = useT()
  const { available, pending, held, debt } = balances
  return (
    <section class="balance">
      <a class="balance-points" href="/points">
        <span>{t(`${name}，您有`, `${name}, you have`)}</span>
        <strong>
          {available}
          <small> {t('分可用', 'points')}</small>
        </strong>
        <span class="balance-notes">
          {pending > 0 && <span>{t(`待生效 ${pending}`, `${pending} pending`)}</span>}
          {held > 0 && <span>{t(`冻结 ${held}`, `${held} held`)}</span>}
          {debt < 0 && <span>{t(`待抵扣 ${-debt}`, `${-debt} owed`)}</span>}
          <span>{t('查看明细', 'See why')} ›</span>
        </span>
      </a>
      <a class="balance-code" href="/me/code">
        <span class="icon icon-code" aria-hidden="true" />
        {t('我的码', 'My code')}
      </a>
    </section>
  )
}

function Pickups({ pickups }: { pickups: Pickup[] }) {
  const t = useT()
  return (
    <section>
      <h2>{t('等您来领', 'Ready for you')}</h2>
      {pickups.map((pickup) => (
        <Card href={`/orders/${pickup.id}`} class="pickup">
          <span class="row">
            <strong>{pickup.storeName}</strong>
            {pickup.state === 'partly_collected' && <Chip tone="warn">{t('还有没领的', 'Part is left')}</Chip>}
          </span>
          <span>
            {t('取货号', 'Number')} <strong class="big-number">{spoken(pickup.number)}</strong>
          </span>
          <span class="muted">
            {t('请在', 'Until')} <Time at={pickup.pickupUntil} /> {t('前来领', '')}
          </span>
        </Card>
      ))}
    </section>
  )
}

function Claims({ claims }: { claims: OpenClaim[] }) {
  const t = useT()
  return (
    <section>
      <h2>{t('我的任务', 'My tasks')}</h2>
      <ul class="link-list">
        {claims.map((claim) => (
          <li>
            <a href={`/claims/${claim.id}`}>
              <span class="link-list-main">
                <strong>{claim.title}</strong>
                <span class="meta">
                  <When at={claim} />
                  <span>{claim.place}</span>
                </span>
              </span>
              <NextStep status={claim.status} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the claim waits for, in a word. */
function NextStep({ status }: { status: OpenClaim['status'] }) {
  const t = useT()
  switch (status) {
    case 'offered':
      return <Chip tone="accent">{t('有名额了，请确认', 'A place for you: confirm')}</Chip>
    case 'waitlisted':
      return <Chip>{t('候补中', 'Waiting')}</Chip>
    case 'checked_in':
      return <Chip tone="good">{t('已签到', 'Checked in')}</Chip>
    case 'checked_out':
      return <Chip tone="accent">{t('请提交材料', 'Hand in')}</Chip>
    case 'returned':
      return <Chip tone="warn">{t('请补充材料', 'Add what is missing')}</Chip>
    default:
      return <Chip tone="good">{t('已报名', 'Joined')}</Chip>
  }
}
