import type { OrderState } from '../../../db/schema/stores.ts'
import { newId } from '../../kit/ids.ts'
import type { CoverageState } from '../../stock/coverage/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Facts,
  Form,
  LinkButton,
  PostButton,
  Submit,
  Table,
  TextField,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { stateName } from '../orders/parts.tsx'
import { campaignStepNames, modeNames, standingOfCampaign } from './labels.ts'
import type { CampaignView } from './parts.tsx'
import type { Campaign, campaignEventsOf } from './queries.ts'
import { isScarce, piecesOf, sharesOf } from './rules.ts'
import { CampaignPage } from './view.tsx'

export function DeskCampaigns({ campaigns, mayAdd, now }: { campaigns: Campaign[]; mayAdd: boolean; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('限量活动', 'Campaigns')}</h1>
        {mayAdd && <LinkButton href="/desk/campaigns/new">{t('新活动', 'New')}</LinkButton>}
      </header>
      {campaigns.length === 0 ? (
        <Empty title={t('您的辖区里还没有活动', 'No campaigns in your area yet')} />
      ) : (
        <Table
          head={[t('编号', 'No.'), t('名称', 'Title'), t('方式', 'How'), t('状态', 'State'), t('截止', 'Closes')]}
          rows={campaigns.map((campaign) => {
            const { tone, ...standing } = standingOfCampaign(campaign, now)
            return [
              campaign.number,
              <a class="goods-name" href={`/desk/campaigns/${campaign.id}`}>
                {campaign.title}
              </a>,
              modeNames[campaign.mode][lang],
              <Chip tone={tone}>{standing[lang]}</Chip>,
              <Time at={campaign.closesAt} />,
            ]
          })}
        />
      )}
    </>
  )
}

export type DeskView = CampaignView & {
  events: Awaited<ReturnType<typeof campaignEventsOf>>
  orders: { state: OrderState; count: number }[]
  coverage: CoverageState
  scarcePercent: number
  /** The steps that whoever looks may take. */
  steps: readonly string[]
}

/** What staff see: where it stands, what may be done, and below it what residents see. */
export function DeskCampaign({ tried, ...view }: DeskView & { tried: Tried | undefined }) {
  const { campaign, events, steps } = view
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      <Advice {...view} />
      <div class="actions">
        {steps.includes('publish') && (
          <PostButton action={`/desk/campaigns/${campaign.id}/publish`} fields={keyOf(campaign)}>
            {t('发布，留出物品', 'Publish and set the goods aside')}
          </PostButton>
        )}
        {steps.includes('edit') && (
          <LinkButton href={`/desk/campaigns/${campaign.id}/edit`} look="quiet">
            {t('再改改', 'Change it')}
          </LinkButton>
        )}
        {steps.includes('draw') && (
          <PostButton action={`/desk/campaigns/${campaign.id}/draw`} fields={keyOf(campaign)}>
            {t('现在摇号', 'Draw now')}
          </PostButton>
        )}
      </div>
      <div class="split">
        <div class="stack">
          <CampaignPage {...view} mine={undefined} isPreview />
        </div>
        <div class="stack">
          <Standing {...view} />
          {steps.includes('cancel') && <CallOff campaign={campaign} tried={tried} />}
          <Timeline
            events={events.map(({ at, step, reason }) => ({ at, what: campaignStepNames[step]?.[lang], note: reason }))}
          />
        </div>
      </div>
    </>
  )
}

const keyOf = ({ version }: Campaign) => ({ id: newId(), version: String(version) })

function Advice({ campaign, parts, coverage, scarcePercent }: DeskView) {
  const t = useT()
  if (campaign.state !== 'draft') return null
  const pieces = piecesOf(parts)
  const scarce = isScarce(pieces, campaign.residents, scarcePercent)
  const each = campaign.residents > 0 ? ((pieces * 100) / campaign.residents).toFixed(1) : '—'
  return (
    <>
      <Alert tone={scarce && campaign.mode === 'queue' ? 'warn' : 'info'}>
        {t(
          `居民看到的就是下面这样，还没有发布。每百名居民 ${each} 件，${scarce ? '属于紧俏，建议摇号' : '够先到先得'}。`,
          `Below is what residents will see; it is not published yet. ${each} pieces for a hundred residents: ${scarce ? 'scarce, a draw is proposed' : 'enough for first come, first served'}.`,
        )}
      </Alert>
      {!coverage.mayStartCampaigns && (
        <Alert>
          {t('物资保障率亮红灯，现在不能发布新活动。', 'Coverage is red: no new campaign can be published now.')}{' '}
          <a href="/coverage">{t('公告', 'The notice')}</a>
        </Alert>
      )}
    </>
  )
}

function Standing({ campaign, parts, orders, entryCount }: DeskView) {
  const t = useT()
  const left = parts.reduce((total, part) => total + part.left, 0)
  return (
    <section class="card stack">
      <h2>{t('现在怎样', 'Where it stands')}</h2>
      <Facts
        rows={[
          [t('名额', 'Shares'), sharesOf(parts, campaign.perPerson)],
          [t('留着还没人领的', 'Set aside and not taken'), left],
          ...(campaign.mode === 'draw'
            ? ([
                [t('报名', 'Entries'), entryCount],
                [t('已叫到', 'Called'), campaign.called],
              ] as const)
            : []),
          ...orders.map(({ state, count }) => [stateName(t, state), count] as const),
          ...(campaign.queueReason ? [[t('不摇号的理由', 'Why not by lot'), campaign.queueReason] as const] : []),
        ]}
      />
    </section>
  )
}

function CallOff({ campaign, tried }: { campaign: Campaign; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details>
      <summary>{t('取消活动', 'Call it off')}</summary>
      <p class="muted">
        {t(
          '还没领的兑换单全部退分，物品放回货架，参加的人都会收到通知。',
          'Orders not collected are given up with their points, goods go back on the shelf, everybody is told.',
        )}
      </p>
      <Form action={`/desk/campaigns/${campaign.id}/cancel`}>
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="version" value={String(campaign.version)} />
        <TextField name="reason" label={t('原因（会公开）', 'Reason (public)')} maxlength={200} tried={tried} />
        <Submit look="danger">{t('取消活动', 'Call it off')}</Submit>
      </Form>
    </details>
  )
}
