import { newId } from '../../kit/ids.ts'
import type { Item } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  Points,
  Select,
  Submit,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { EntryBox } from '../draws/entry-box.tsx'
import { Proof } from '../draws/proof.tsx'
import type { Entry } from '../draws/queries.ts'
import { drawDueAt } from '../draws/rules.ts'
import type { Order } from '../orders/queries.ts'
import { Picture } from '../parts.tsx'
import { modeNames, standingOfCampaign } from './labels.ts'
import type { Campaign, StorePart } from './queries.ts'
import { isOpenAt, piecesOf } from './rules.ts'

export function CampaignList({ campaigns, now }: { campaigns: readonly Campaign[]; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header>
        <h1>{t('限量活动', 'Campaigns')}</h1>
        <p class="lead">
          {t(
            '紧俏的物品单独留出来：先到先得，或者人人一次机会的摇号。',
            'Scarce goods are set aside: first come, first served, or by lot with one chance for everybody.',
          )}
        </p>
      </header>
      {campaigns.length === 0 && (
        <Empty title={t('现在没有活动', 'Nothing at the moment')}>
          <LinkButton href="/stores">{t('去荣誉超市看看', 'To the stores')}</LinkButton>
        </Empty>
      )}
      <div class="cards">
        {campaigns.map((campaign) => {
          const { tone, ...standing } = standingOfCampaign(campaign, now)
          return (
            <Card href={`/campaigns/${campaign.id}`}>
              <h2>{campaign.title}</h2>
              <p>
                <Chip tone={tone}>{standing[lang]}</Chip> <Chip>{modeNames[campaign.mode][lang]}</Chip>
              </p>
              <p class="muted">
                {campaign.areaName} · {t('截止', 'until')} <Time at={campaign.closesAt} />
              </p>
            </Card>
          )
        })}
      </div>
    </>
  )
}

export type CampaignView = {
  campaign: Campaign
  item: Item
  parts: readonly StorePart[]
  /** Why it was called off. */
  reason: string | undefined
  entryCount: number
  mine: Mine | undefined
  /** Shown to staff: there is nothing to press. */
  isPreview?: boolean
  tried?: Tried | undefined
  now: Date
}

/** What the campaign is to whoever looks: where they live, their entry, their order. */
export type Mine = {
  verified: boolean
  livesThere: boolean
  /** Whether they moved there after it was published. */
  hasMoved: boolean
  available: number
  taken: number
  entry: Entry | undefined
  place: number | undefined
  order: Order | undefined
}

export function CampaignPage(view: CampaignView) {
  const { campaign, item, mine, reason, now } = view
  const [t, lang] = [useT(), useLang()]
  const { tone, ...standing } = standingOfCampaign(campaign, now)
  return (
    <>
      <header class="page-head">
        <h1>{campaign.title}</h1>
        <Chip tone={tone}>{standing[lang]}</Chip>
      </header>
      {campaign.state === 'canceled' && (
        <Alert tone="warn">{t(`已取消：${reason ?? ''}`, `Called off: ${reason ?? ''}`)}</Alert>
      )}
      <Intro {...view} />
      {mine?.order && (
        <p class="actions">
          <LinkButton href={`/orders/${mine.order.id}`}>{t('看我的兑换单', 'To my order')}</LinkButton>
        </p>
      )}
      {!view.isPreview && (campaign.mode === 'draw' ? <EntryBox {...view} /> : <TakingBox {...view} />)}
      <About {...view} />
      {campaign.mode === 'draw' && <Proof campaign={campaign} entryCount={view.entryCount} />}
      <p class="muted">
        {t(`活动第 ${campaign.number} 号 · ${item.name}`, `Campaign no. ${campaign.number} · ${item.name}`)}
      </p>
    </>
  )
}

/** What it is, before anything else. */
function Intro({ campaign, item }: CampaignView) {
  const t = useT()
  const each = `${campaign.perPerson} ${item.unit}`
  const isDraw = campaign.mode === 'draw'
  return (
    <section class="stack">
      <Picture name={item.name} photoId={item.photoId} />
      <p class="lead">{campaign.words}</p>
      <p>
        {isDraw
          ? t(`抽中得 ${each} · `, `Winners get ${each} · `)
          : t(`每人最多 ${each} · `, `At most ${each} each · `)}
        <Points points={item.pricePoints * campaign.perPerson} /> · {t('截止', 'until')} <Time at={campaign.closesAt} />
      </p>
    </section>
  )
}

function About({ campaign, item, parts, entryCount }: CampaignView) {
  const [t, lang] = [useT(), useLang()]
  const isDraw = campaign.mode === 'draw'
  return (
    <section class="card stack">
      <Facts
        rows={[
          [t('方式', 'How'), modeNames[campaign.mode][lang]],
          [t('谁可以参加', 'For whom'), t(`${campaign.areaName}的居民`, `Residents of ${campaign.areaName}`)],
          [
            isDraw ? t('抽中得', 'Winners get') : t('每人最多', 'Each person'),
            <>
              {campaign.perPerson} {item.unit} · <Points points={item.pricePoints * campaign.perPerson} />
            </>,
          ],
          [t('一共', 'In all'), `${piecesOf(parts)} ${item.unit}`],
          ...(isDraw ? [[t('已报名', 'Entries'), t(`${entryCount} 人`, `${entryCount}`)] as const] : []),
          [t('开始', 'Opens'), <Time at={campaign.opensAt} />],
          [t('截止', 'Closes'), <Time at={campaign.closesAt} />],
          ...(isDraw ? [[t('摇号', 'Draw'), <Time at={campaign.drawnAt ?? drawDueAt(campaign)} />] as const] : []),
        ]}
      />
      <Where {...{ campaign, item, parts }} />
    </section>
  )
}

function Where({ campaign, item, parts }: Pick<CampaignView, 'campaign' | 'item' | 'parts'>) {
  const t = useT()
  const isOpen = campaign.mode === 'queue' && campaign.state === 'published'
  return (
    <ul class="list">
      {parts.map(({ storeId, name, quantity, left }) => (
        <li class="row">
          <a href={`/stores/${storeId}`}>{name}</a>
          <span class="muted">
            {isOpen
              ? t(`还有 ${left} ${item.unit}`, `${left} of ${quantity} left`)
              : t(`${quantity} ${item.unit}`, `${quantity}`)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Ordering from a campaign that is first come, first served. */
function TakingBox({ campaign, item, parts, mine, tried, now }: CampaignView) {
  const t = useT()
  if (!isOpenAt(campaign, now)) return null
  const stores = parts.filter(({ left, status }) => left > 0 && status === 'open')
  const left = campaign.perPerson - (mine?.taken ?? 0)
  if (stores.length === 0)
    return (
      <Alert tone="info">
        {t('已经兑完。有人取消或过期不领，会重新放出来。', 'All gone for now. What is not collected comes back here.')}
      </Alert>
    )
  if (!mine) return <SignIn id={campaign.id} />
  const no = objectionFor(mine, campaign)
  if (no) return <Alert tone="info">{t(no.zh, no.en)}</Alert>
  if (left <= 0) return <Alert tone="good">{t('您已经兑满了，谢谢。', 'You have had your share. Thank you.')}</Alert>
  return (
    <section class="card stack">
      <h2>{t('现在兑换', 'Redeem now')}</h2>
      <Form action={`/campaigns/${campaign.id}/orders`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <StoreChoice parts={stores} tried={tried} />
        <Select
          name="quantity"
          label={t('件数', 'Pieces')}
          value={1}
          choices={Array.from({ length: left }, (_, at) => ({ value: `${at + 1}`, label: `${at + 1} ${item.unit}` }))}
          tried={tried}
        />
        <Submit look="big">{t('兑换', 'Redeem')}</Submit>
      </Form>
    </section>
  )
}

export function SignIn({ id }: { id: string }) {
  const t = useT()
  return (
    <p class="actions">
      <LinkButton href={`/sign-in?next=${encodeURIComponent(`/campaigns/${id}`)}`} look="big">
        {t('登录后参加', 'Sign in to take part')}
      </LinkButton>
    </p>
  )
}

export function StoreChoice({ parts, tried }: { parts: readonly StorePart[]; tried: Tried | undefined }) {
  const t = useT()
  return (
    <Select
      name="storeId"
      label={t('在哪家超市领', 'Where to collect')}
      choices={parts.map(({ storeId, name }) => ({ value: storeId, label: name }))}
      tried={tried}
    />
  )
}

/** Why somebody need not try. */
export const objectionFor = ({ verified, livesThere, hasMoved }: Mine, { areaName }: Campaign) =>
  !livesThere
    ? { zh: `这个活动只对${areaName}的居民。`, en: `This is for residents of ${areaName}.` }
    : hasMoved
      ? {
          zh: `这次活动公布以后您才改成住在${areaName}，下次活动起可以参加。`,
          en: `You moved to ${areaName} after this was published. You can take part from the next one on.`,
        }
      : !verified
        ? {
            zh: '请先到社区核实身份，就可以参加。',
            en: 'Have your identity verified at your community, then take part.',
          }
        : undefined
