import { newId } from '../../kit/ids.ts'
import type { RedemptionTerms } from '../../points/redemption/rules.ts'
import type { Item, Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Empty, Form, FormId, LinkButton, Picture, Points, Radios, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { Hours, OpenNow } from '../parts.tsx'
import { cityMinute } from '../rules.ts'
import type { Budget } from './budget.ts'

export type ShelfItem = Item & { available: number }

type ShelfProps = {
  store: Store
  items: readonly ShelfItem[]
  /** Of whoever is signed in. */
  budget: Budget | undefined
  terms: RedemptionTerms
  tried: Tried | undefined
  now: Date
}

/** A store: when it is open, what is on its shelf, and one form to choose several things at once. */
export function Shelf({ store, items, budget, terms, tried, now }: ShelfProps) {
  const t = useT()
  const isOpen = store.status === 'open'
  return (
    <>
      <header class="stack">
        <h1>{store.name}</h1>
        <p>
          <OpenNow store={store} now={now} />
        </p>
        {(store.address || store.phone) && (
          <p class="muted">
            {store.address}
            {store.phone && (
              <>
                {' · '}
                <a href={`tel:${store.phone}`}>{store.phone}</a>
              </>
            )}
          </p>
        )}
        {isOpen && (
          <details>
            <summary>{t('营业时间', 'Opening hours')}</summary>
            <Hours week={store.openingHours} />
          </details>
        )}
      </header>
      {isOpen && <Standing budget={budget} storeId={store.id} />}
      {!isOpen ? (
        <Closed />
      ) : items.length === 0 ? (
        <Empty title={t('货架暂时空了', 'The shelf is empty at the moment')}>
          <p>
            {t(
              '新到的物资会马上出现在这里，您的积分不会因为等待而减少。',
              'New goods appear here at once. Waiting costs you no points.',
            )}
          </p>
          <p>
            <LinkButton href="/stores" look="quiet">
              {t('看看别的超市', 'Other stores')}
            </LinkButton>
          </p>
        </Empty>
      ) : (
        <Form action={`/stores/${store.id}/orders`} tried={tried}>
          <FormId id={newId(now)} tried={tried} />
          <ul class="goods">
            {items.map((item) => (
              <Goods {...{ item, budget, terms, tried }} />
            ))}
          </ul>
          {budget && mayOrder(budget) && <Finish budget={budget} tried={tried} />}
        </Form>
      )}
    </>
  )
}

/** Nothing of its shelf is for anybody any more, but what was ordered before is still handed over. */
function Closed() {
  const t = useT()
  return (
    <Empty title={t('这家超市已停止兑换', 'This store has closed')}>
      <p>
        {t(
          '以前在这里兑换、还没领的，请看兑换单上的地点和期限，或问社区。',
          'For what you ordered here and have not collected, see your order, or ask your community.',
        )}
      </p>
      <p class="actions">
        <LinkButton href="/stores">{t('看看别的超市', 'Other stores')}</LinkButton>
        <LinkButton href="/orders" look="quiet">
          {t('我的兑换单', 'My orders')}
        </LinkButton>
      </p>
    </Empty>
  )
}

const mayOrder = (budget: Budget | undefined) => budget?.verified === true && !budget.counterOnlyUntil

/** What the reader can spend here, or what to do first. */
function Standing({ budget, storeId }: { budget: Budget | undefined; storeId: string }) {
  const t = useT()
  if (!budget)
    return (
      <Alert tone="info">
        {t('登录后就能看到您的积分并兑换。', 'Sign in to see your points and redeem them.')}{' '}
        <a href={`/sign-in?next=${encodeURIComponent(`/stores/${storeId}`)}`}>{t('去登录', 'Sign in')}</a>
      </Alert>
    )
  if (!budget.verified)
    return (
      <Alert tone="warn">
        {t(
          '兑换前请带身份证到社区核验一次身份，积分会一直为您留着。',
          'Before you redeem, show your ID at the community once. Your points are kept for you.',
        )}
      </Alert>
    )
  if (budget.counterOnlyUntil)
    return (
      <Alert tone="warn">
        {t(
          `近 ${budget.terms.uncollectedDays} 天有 ${budget.terms.uncollectedMax} 次没来领，${cityMinute(budget.counterOnlyUntil)} 前请直接到柜台兑换。`,
          `${budget.terms.uncollectedMax} orders were not collected in ${budget.terms.uncollectedDays} days. Until ${cityMinute(budget.counterOnlyUntil)} please order at the counter.`,
        )}
      </Alert>
    )
  const { terms } = budget
  return (
    <section class="card spendable">
      <p>
        {t('您有', 'You have')} <Points points={budget.available} /> {t('可以用', 'to spend')}
      </p>
      {budget.household && (
        <p>
          {t('家庭账户有', 'Your household has')} <Points points={budget.household.available} />
        </p>
      )}
      <p class="muted">
        {t(
          `这个月还可以兑 ${budget.piecesLeft} 件、${budget.pointsLeft} 分（每月最多 ${terms.piecesPerMonth} 件、${terms.pointsPerMonth} 分）`,
          `This month: ${budget.piecesLeft} more pieces and ${budget.pointsLeft} more points (of ${terms.piecesPerMonth} and ${terms.pointsPerMonth})`,
        )}
      </p>
    </section>
  )
}

const plentyFrom = 20

type GoodsProps = { item: ShelfItem } & Pick<ShelfProps, 'budget' | 'terms' | 'tried'>

function Goods({ item, budget, terms, tried }: GoodsProps) {
  const t = useT()
  const field = `pieces.${item.id}`
  const lacking = budget ? item.pricePoints - Math.max(budget.available, budget.household?.available ?? 0) : 0
  const most = Math.min(item.limitPer30Days, item.available, terms.piecesPerMonth)
  return (
    <li class="goods-row">
      <Picture name={item.name} photoId={item.photoId} />
      <div class="goods-text">
        <label for={field}>{item.name}</label>
        <p>
          <Points points={item.pricePoints} /> <span class="muted">/ {item.unit}</span>
        </p>
        <p class="muted">
          {item.available >= plentyFrom
            ? t('货源充足', 'Plenty left')
            : t(`还剩 ${item.available} ${item.unit}`, `${item.available} left`)}
          {t(
            `，${terms.itemDays} 天内限 ${item.limitPer30Days} ${item.unit}`,
            `, ${item.limitPer30Days} in ${terms.itemDays} days`,
          )}
        </p>
        {lacking > 0 && <p class="lacking">{t(`您还差 ${lacking} 分`, `You lack ${lacking} points`)}</p>}
      </div>
      {mayOrder(budget) && lacking <= 0 && (
        <select id={field} name={field} class="pieces" aria-label={t(`${item.name}的件数`, `How many: ${item.name}`)}>
          {Array.from({ length: most + 1 }, (_, pieces) => (
            <option value={String(pieces)} selected={String(pieces) === (tried?.values[field] ?? '0')}>
              {pieces === 0 ? t('不要', 'none') : `${pieces} ${item.unit}`}
            </option>
          ))}
        </select>
      )}
    </li>
  )
}

function Finish({ budget, tried }: { budget: Budget; tried: Tried | undefined }) {
  const t = useT()
  return (
    <section class="card stack">
      {budget.household && <Purse available={budget.available} household={budget.household} tried={tried} />}
      <TextField
        name="proxyName"
        label={t('请别人代领', 'Somebody else collects')}
        help={t(
          '自己来领就不用填。代领人要报取货码，管理员会核对姓名。',
          'Leave empty if you come yourself. They tell the pickup number, and the keeper checks the name.',
        )}
        placeholder={t('代领人姓名', 'Their name')}
        maxlength={40}
        required={false}
        tried={tried}
      />
      <Submit look="big">{t('确认兑换', 'Redeem')}</Submit>
      <p class="help">
        {t(
          '积分先冻结，领到东西才扣；领取前随时可以取消。',
          'Points are only set aside now and spent when you collect. You can cancel until then.',
        )}
      </p>
    </section>
  )
}

type PurseProps = { available: number; household: NonNullable<Budget['household']>; tried: Tried | undefined }

/** Whose points pay. The counter is not told. */
function Purse({ available, household, tried }: PurseProps) {
  const t = useT()
  return (
    <Radios
      name="purseId"
      label={t('用谁的积分', 'Whose points')}
      help={t('领取时柜台看不出用的是哪个账户。', 'The counter does not see which account it was.')}
      choices={[
        { value: '', label: t(`我自己的（${available} 分）`, `My own (${available})`) },
        {
          value: household.id,
          label: t(
            `家庭账户“${household.name}”（${household.available} 分）`,
            `“${household.name}” (${household.available})`,
          ),
        },
      ]}
      tried={tried}
    />
  )
}
