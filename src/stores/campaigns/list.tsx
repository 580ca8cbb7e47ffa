import { Card, Chip, Empty, LinkButton, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { modeNames, standingOfCampaign } from './labels.ts'
import type { Campaign } from './queries.ts'

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
