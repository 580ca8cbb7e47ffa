import { newId } from '../../kit/ids.ts'
import { Alert, Form, FormId, Select, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { type CampaignView, objectionFor, SignIn, StoreChoice } from './parts.tsx'
import { isOpenAt } from './rules.ts'

/** Ordering from a campaign that is first come, first served. */
export function TakingBox({ campaign, item, parts, mine, tried, now }: CampaignView) {
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
