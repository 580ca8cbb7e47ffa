import { Alert, Chip, Facts, LinkButton, Picture, Points, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { Drawn } from '../draws/drawn.tsx'
import { EntryBox } from '../draws/entry-box.tsx'
import { Proof } from '../draws/proof.tsx'
import { drawDueAt } from '../draws/rules.ts'
import { modeNames, standingOfCampaign } from './labels.ts'
import type { CampaignView } from './parts.tsx'
import { piecesOf } from './rules.ts'
import { TakingBox } from './taking-box.tsx'

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
      {campaign.mode === 'draw' && <Drawn {...view} />}
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
