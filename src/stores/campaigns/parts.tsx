import type { Item } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { LinkButton, Select } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { DrawnPlace, Entry } from '../draws/queries.ts'
import type { Order } from '../orders/queries.ts'
import type { Campaign, StorePart } from './queries.ts'

export type CampaignView = {
  campaign: Campaign
  item: Item
  parts: readonly StorePart[]
  /** Why it was called off. */
  reason: string | undefined
  entryCount: number
  /** Of a draw: whom it called, as far as a page shows them. */
  drawn: readonly DrawnPlace[]
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
