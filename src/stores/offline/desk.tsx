import { type Actor, standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  More,
  Radios,
  Submit,
  Table,
  TextField,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { type Say, sentenceOf, useLang, useT, type Words } from '../../web/words.ts'
import type { Discrepancy, DiscrepancyEvent } from './queries.ts'
import { clockOddity, discrepancyFlow, type SettleStep } from './rules.ts'

type Names = ReadonlyMap<string, { name: string; unit: string }>

const states = {
  open: { zh: '待核对', en: 'Open', tone: 'warn' },
  charged: { zh: '已补扣积分', en: 'Charged', tone: 'good' },
  written_off: { zh: '已报损', en: 'Written off', tone: 'plain' },
  brought_back: { zh: '东西还在', en: 'Still there', tone: 'good' },
} as const

const StateChip = ({ state }: { state: Discrepancy['state'] }) => {
  const { zh, en, tone } = states[state]
  return <Chip tone={tone}>{useT()(zh, en)}</Chip>
}

type ListProps = {
  shown: Discrepancy[]
  next: string | undefined
  stores: ReadonlyMap<string, Store>
  names: Names
  isOpen: boolean
  words: Words
}

export function Discrepancies({ shown, next, stores, names, isOpen, words }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('发放差异', 'Hand-over discrepancies')}</h1>
      </header>
      <p class="help">
        {t(
          '柜台断网时交出的东西，补交时没有兑换单可以对应。由经手人以外的社区工作人员核对，货和积分才能对上。',
          'What a counter handed over without network and no order covers. Staff other than the keeper settle it, so that goods and points agree again.',
        )}
      </p>
      <nav class="tabs" aria-label={t('筛选', 'Filter')}>
        <a href="/desk/discrepancies" aria-current={isOpen ? 'page' : undefined}>
          {t('待核对', 'Open')}
        </a>
        <a href="/desk/discrepancies?all=1" aria-current={isOpen ? undefined : 'page'}>
          {t('全部', 'All')}
        </a>
      </nav>
      {shown.length === 0 ? (
        <Empty
          title={isOpen ? t('没有待核对的差异', 'Nothing to settle') : t('还没有过差异', 'No discrepancies so far')}
        />
      ) : (
        <Table
          head={[
            t('物品', 'Goods'),
            t('原因', 'Why'),
            t('超市', 'Store'),
            t('补交时间', 'Received'),
            t('状态', 'State'),
          ]}
          rows={shown.map((each) => [
            <a class="goods-name" href={`/desk/discrepancies/${each.id}`}>
              {goodsIn(t, each, names)}
            </a>,
            sentenceOf(words, whyOf(each), each.details, lang),
            stores.get(each.storeId)?.name,
            <Time at={each.receivedAt} />,
            <StateChip state={each.state} />,
          ])}
        />
      )}
      <More href={next && `?${new URLSearchParams({ ...(isOpen ? {} : { all: '1' }), before: next })}`} />
    </>
  )
}

/** An order that covered a part says "handed over": what is left is what did not wait. */
const whyOf = ({ outcome }: Discrepancy) => (outcome === 'handed_over' ? 'offline_not_waiting' : outcome)

const goodsIn = (t: Say, { pieces }: Discrepancy, names: Names) =>
  Object.entries(pieces)
    .map(([itemId, count]) => `${names.get(itemId)?.name ?? t('不明物品', 'Unknown goods')} × ${count}`)
    .join(t('、', ', '))

type OneProps = {
  discrepancy: Discrepancy
  store: Store
  events: DiscrepancyEvent[]
  /** Everybody named here works for the city. */
  staff: ReadonlyMap<string, string>
  names: Names
  number: string | undefined
  actor: Actor
  words: Words
  tried: Tried | undefined
}

export function DiscrepancyPage({ discrepancy, store, events, staff, names, number, actor, words, tried }: OneProps) {
  const [t, lang] = [useT(), useLang()]
  const { claimedAt, receivedAt, orderId } = discrepancy
  const oddity = clockOddity(claimedAt, receivedAt)
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  const steps = stepsFor(discrepancyFlow, discrepancy.state, standing) as SettleStep[]
  return (
    <>
      <header class="page-head">
        <h1>{goodsIn(t, discrepancy, names)}</h1>
        <StateChip state={discrepancy.state} />
      </header>
      <div class="split">
        <section class="card">
          <Alert tone="warn">{sentenceOf(words, whyOf(discrepancy), discrepancy.details, lang)}</Alert>
          <Facts
            rows={[
              [t('超市', 'Store'), <a href={`/desk/stores/${store.id}/orders`}>{store.name}</a>],
              [
                t('兑换单', 'Order'),
                orderId && number ? <a href={`/desk/orders/${orderId}`}>{number}</a> : t('没有对应的', 'None'),
              ],
              [t('经手', 'Handed over by'), staff.get(discrepancy.keeperId) ?? ''],
              [t('设备记的交出时间', 'Handed over, by the device’s clock'), <Time at={claimedAt} withYear />],
              [t('服务器收到', 'Received'), <Time at={receivedAt} withYear />],
            ]}
          />
          {oddity && <p class="help">{oddityText(t, oddity)}</p>}
          <Timeline
            events={events.map(({ at, step, actorId, reason }) => ({
              ...{ at, what: stepText(t, step), who: staff.get(actorId), note: reason },
            }))}
          />
        </section>
        {steps.length > 0 && (
          <SettleForm {...{ discrepancy, steps, tried }} isOwn={actor.id === discrepancy.keeperId} />
        )}
      </div>
    </>
  )
}

const oddityText = (t: Say, oddity: 'ahead' | 'long_ago') =>
  oddity === 'ahead'
    ? t('设备的时间比服务器快，交出时间不可信。', 'The device’s clock runs ahead: its time cannot be believed.')
    : t('补交得很晚，或设备的时间不准。', 'Sent long afterwards, or the device’s clock is wrong.')

function stepText(t: Say, step: string): string {
  if (step === 'charge') return t('补扣积分', 'Charged')
  if (step === 'writeOff') return t('报损', 'Written off')
  if (step === 'bringBack') return t('东西还在货架上', 'Found on the shelf')
  return t('补交时对不上', 'Did not agree when it was sent')
}

function SettleForm({
  discrepancy,
  steps,
  isOwn,
  tried,
}: {
  discrepancy: Discrepancy
  steps: SettleStep[]
  isOwn: boolean
  tried: Tried | undefined
}) {
  const t = useT()
  if (isOwn)
    return (
      <section class="card">
        <p>{t('这一笔是您经手的，要由别人核对。', 'You handed this over yourself: somebody else has to settle it.')}</p>
      </section>
    )
  const labels: Record<SettleStep, string> = {
    charge: t('居民确实拿了：补记一单，从积分里扣', 'The resident took it: order it afterwards and take the points'),
    writeOff: t('东西没了，不扣积分：从库存报损', 'It is gone and nobody pays: write it off the stock'),
    bringBack: t('东西还在货架上，或已经拿回来：不动账', 'It is on the shelf, or was brought back: change nothing'),
  }
  const offered = discrepancy.orderId ? steps : steps.filter((step) => step !== 'charge')
  return (
    <section class="card">
      <h2>{t('核对结果', 'Settle it')}</h2>
      <Form action={`/desk/discrepancies/${discrepancy.id}`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <Radios
          name="step"
          label={t('查下来是怎么回事', 'What happened')}
          choices={offered.map((step) => ({ value: step, label: labels[step] }))}
          tried={tried}
        />
        <TextField
          name="reason"
          label={t('依据', 'How you know')}
          help={t('问了谁、看了什么。会留在记录里。', 'Whom you asked, what you saw. It stays on record.')}
          maxlength={200}
          tried={tried}
        />
        <Submit>{t('确认', 'Confirm')}</Submit>
      </Form>
    </section>
  )
}
