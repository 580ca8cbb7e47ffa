import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { type CampaignState, campaignEvents, campaigns } from '../../../db/schema/campaigns.ts'
import type { CampaignRow } from './queries.ts'

type Step = {
  step: string
  to: CampaignState
  actorId: string
  reason?: string | undefined
  /** What else changes in the row. */
  set?: Partial<CampaignRow>
  now: Date
}

/** Takes a locked campaign into its next state and writes down who did it. */
export async function moveCampaign(tx: Tx, campaign: CampaignRow, move: Step): Promise<CampaignRow> {
  const { step, to, actorId, reason = null, set, now } = move
  const [moved] = await tx
    .update(campaigns)
    .set({ ...set, state: to, version: campaign.version + 1 })
    .where(eq(campaigns.id, campaign.id))
    .returning()
  const about = { campaignId: campaign.id, act: campaign.acts, step, from: campaign.state, to, actorId, reason }
  await tx.insert(campaignEvents).values({ ...about, at: now })
  return moved as CampaignRow
}
