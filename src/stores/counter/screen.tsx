import { newId, spoken } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import { Alert, Empty, Form, LinkButton, Picture, Points, Select, Submit } from '../../web/ui.tsx'
import { sentenceOf, useLang, useT, type Words } from '../../web/words.ts'
import { StateChip } from '../orders/parts.tsx'
import { waitingOf } from '../orders/rules.ts'
import type { ScanRow } from './queries.ts'
import { isGood } from './rules.ts'
import type { OrderAtCounter, View } from './view.ts'

/** One big field that a camera, a USB scanner or fingers fill. */
export function ScanField({ storeId, next }: { storeId: string; next: string }) {
  const t = useT()
  return (
    <form method="post" action="/counter/scans" class="stack scan-form" data-counter={storeId}>
      <input type="hidden" name="id" value={next} />
      <input type="hidden" name="storeId" value={storeId} />
      <label for="read">{t('扫取货码，或输入数字', 'Scan the pickup code, or type its number')}</label>
      <div class="row scan-row">
        <input id="read" name="read" autocomplete="off" inputmode="text" autofocus required />
        <Submit>{t('查询', 'Look up')}</Submit>
      </div>
      <div data-scan="#read" />
    </form>
  )
}

type CounterProps = {
  store: Store
  stores: readonly Store[]
  next: string
  keeperId: string
  /** Hand-overs without network that no order covers and nobody has settled yet. */
  differing: number
}

export function Counter({ store, stores, next, keeperId, differing }: CounterProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{store.name}</h1>
      </header>
      {stores.length > 1 && (
        <nav class="tabs" aria-label={t('我管理的超市', 'My stores')}>
          {stores.map(({ id, name }) => (
            <a href={`/counter?store=${id}`} aria-current={id === store.id ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
      )}
      <ScanField storeId={store.id} next={next} />
      {differing > 0 && (
        <Alert tone="warn">
          <a href="/desk/discrepancies">
            {t(
              `断网时发放的有 ${differing} 笔对不上，等社区核对`,
              `${differing} hand-overs without network wait to be settled`,
            )}
          </a>
        </Alert>
      )}
      <Others storeId={store.id} />
      <ReadyOffline storeId={store.id} keeperId={keeperId} />
    </>
  )
}

/** Where the script says whether this device could hand over without network. */
export const ReadyOffline = ({ storeId, keeperId }: { storeId: string; keeperId: string }) => (
  <p class="offline-strip" role="status" data-offline-ready={storeId} data-keeper={keeperId} hidden />
)

function Others({ storeId }: { storeId: string }) {
  const t = useT()
  return (
    <p class="actions">
      <LinkButton href={`/counter/orders/new?store=${storeId}`} look="quiet">
        {t('持卡居民现场兑换', 'Order for a card holder')}
      </LinkButton>
      <LinkButton href={`/desk/stores/${storeId}/orders`} look="quiet">
        {t('本店兑换单', 'Orders at this store')}
      </LinkButton>
    </p>
  )
}

export function NoStore() {
  const t = useT()
  return (
    <Empty title={t('您还没有管理的超市', 'No store is yours to keep yet')}>
      <p>
        {t(
          '请社区在“居民与授权”里为您授权一家超市。',
          'Ask the community to grant you a store under “People and roles”.',
        )}
      </p>
    </Empty>
  )
}

type ResultProps = { scan: ScanRow; store: Store; view: View; next: string; words: Words }

/** What came of a scan, large; and the field for the next one. */
export function Result({ scan, store, view, next, words }: ResultProps) {
  const [t, lang] = [useT(), useLang()]
  const { shown, person } = view
  const mayRetry = scan.outcome.startsWith('proof_') || scan.outcome.startsWith('card_pin_')
  return (
    <>
      {scan.outcome === 'handed_over' && (
        <Alert tone="good">
          <h1>{t('已交给居民', 'Handed over')}</h1>
        </Alert>
      )}
      {!isGood(scan) && (
        <Alert>
          <h1>{mayRetry ? t('先不要交', 'Not yet') : t('不能发放', 'Do not hand over')}</h1>
          <p>{sentenceOf(words, scan.outcome, scan.details, lang)}</p>
        </Alert>
      )}
      {person && <PersonOrders {...person} storeId={store.id} />}
      {shown && (scan.outcome === 'shown' || mayRetry) && (
        <HandOver {...shown} storeId={store.id} isTitle={scan.outcome === 'shown'} />
      )}
      {shown && scan.outcome !== 'shown' && !mayRetry && <OrderHead {...shown} />}
      <hr />
      <ScanField storeId={store.id} next={next} />
      <Others storeId={store.id} />
      <ReadyOffline storeId={store.id} keeperId={scan.keeperId} />
    </>
  )
}

function OrderHead({ order, lines, name, proxyName }: Omit<OrderAtCounter, 'photos' | 'asksProof' | 'proxies'>) {
  const t = useT()
  return (
    <section class="card">
      <p class="row">
        <strong>{name}</strong>
        <StateChip state={order.state} />
        <span class="code">{spoken(order.number)}</span>
        <Points points={order.points} />
      </p>
      {proxyName && <p>{t(`代领人：${proxyName}`, `Collected by ${proxyName}`)}</p>}
      <ul class="list">
        {lines.map((line) => (
          <li>
            {line.name} × {line.quantity} {line.unit}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The goods with pictures, and one big button. */
function HandOver({ storeId, isTitle, ...shown }: OrderAtCounter & { storeId: string; isTitle: boolean }) {
  const t = useT()
  const { order, lines, photos, name, proxyName, asksProof, proxies } = shown
  const waiting = lines.filter((line) => waitingOf(line) > 0)
  if (waiting.length === 0) return <OrderHead {...shown} />
  return (
    <Form action="/counter/hand-overs" class="stack hand-over">
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name="storeId" value={storeId} />
      <input type="hidden" name="read" value={order.number} />
      <div class="row">
        {isTitle ? <h1>{name}</h1> : <strong>{name}</strong>}
        <StateChip state={order.state} />
        <span class="code">{spoken(order.number)}</span>
        <Points points={order.points} />
      </div>
      {proxyName && (
        <Alert tone="warn">{t(`代领人：${proxyName}，请核对姓名`, `Collected by ${proxyName}: check the name`)}</Alert>
      )}
      {proxies.length > 0 && <WhoComes name={name} proxies={proxies} />}
      <ul class="goods">
        {waiting.map((line) => (
          <li class="goods-row">
            <Picture name={line.name} photoId={photos.get(line.itemId) ?? null} />
            <label class="goods-text" for={`pieces.${line.itemId}`}>
              <strong>{line.name}</strong>
              <span class="muted"> {line.unit}</span>
            </label>
            <select id={`pieces.${line.itemId}`} name={`pieces.${line.itemId}`} class="pieces">
              {Array.from({ length: waitingOf(line) + 1 }, (_, pieces) => (
                <option value={String(pieces)} selected={pieces === waitingOf(line)}>
                  {pieces}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {asksProof && (
        <div class="field">
          <label for="proof">
            {t('手机号后四位，或荣誉卡密码', 'Last four digits of the phone, or the card’s PIN')}
          </label>
          <input id="proof" name="proof" inputmode="numeric" autocomplete="off" maxlength={20} autofocus required />
        </div>
      )}
      <Submit look="big">{t('交给居民', 'Hand over')}</Submit>
    </Form>
  )
}

/** The owner, or somebody who may collect for them. Whose code was read here a moment ago is chosen already. */
function WhoComes({ name, proxies }: Pick<OrderAtCounter, 'name' | 'proxies'>) {
  const t = useT()
  const value = proxies.find(({ codeRead }) => codeRead)?.id ?? ''
  const choices = proxies.map(({ id, name: proxy, codeRead }) => ({
    value: id,
    label: codeRead
      ? t(`${proxy}代领（码已核对）`, `${proxy} for them (code read)`)
      : t(`${proxy}代领`, `${proxy} for them`),
  }))
  return (
    <Select
      name="proxyId"
      label={t(`可以代 ${name} 领取，是谁来领？`, `May be collected for ${name}: who has come?`)}
      required={false}
      empty={t('本人', 'The owner')}
      choices={choices}
      value={value}
    />
  )
}

function PersonOrders({
  name,
  waiting,
  forOthers,
  elsewhere,
  storeId,
}: NonNullable<View['person']> & { storeId: string }) {
  const t = useT()
  return (
    <section class="stack">
      <h1>{name}</h1>
      {waiting.length + forOthers.length === 0 && (
        <Alert tone="info">{t('在这家超市没有待领的东西。', 'Nothing is waiting at this store.')}</Alert>
      )}
      {elsewhere > 0 && (
        <p class="muted">{t(`另有 ${elsewhere} 笔在别的超市领取。`, `${elsewhere} more wait at other stores.`)}</p>
      )}
      {[...waiting, ...forOthers].map(({ order, lines, ownerName }) => (
        <form method="post" action="/counter/scans" class="card">
          <input type="hidden" name="id" value={newId()} />
          <input type="hidden" name="storeId" value={storeId} />
          <input type="hidden" name="read" value={order.number} />
          {ownerName && <p>{t(`可代 ${ownerName} 领取`, `May collect for ${ownerName}`)}</p>}
          <p>
            {lines.map((line) => `${line.name} × ${waitingOf(line)}`).join(t('、', ', '))}{' '}
            <Points points={order.points} />
          </p>
          <Submit>{t('看这一笔', 'Show this one')}</Submit>
        </form>
      ))}
    </section>
  )
}
