import type { Db } from '../../../db/database.ts'
import { type Campaign, partsOf } from '../campaigns/queries.ts'
import { sharesOf } from '../campaigns/rules.ts'
import { drawnPlaces, entryList } from './queries.ts'
import { digestDayOf } from './rules.ts'

/**
 * Everything that anybody needs to recompute a draw, and nothing about a person. The list comes out when it is closed,
 * the secret with the draw (or when it is called off after closing).
 */
export async function drawFile(db: Db, campaign: Campaign) {
  const { id, number, title, perPerson, state, commitment, entryCount, entriesHash, secret, digest, seed } = campaign
  const places = seed ? await drawnPlaces(db, id) : []
  return {
    format: 'rongyu-draw-1' as const,
    ...{ number, title, perPerson, state },
    closesAt: campaign.closesAt.toISOString(),
    winners: sharesOf(await partsOf(db, id), perPerson),
    ...{ commitment, entryCount, entriesHash, digestDay: digestDayOf(campaign), digest, secret, seed },
    drawnAt: campaign.drawnAt?.toISOString() ?? null,
    entries: entriesHash ? await entryList(db, id) : [],
    order: places.map((place) => place.number),
    /** Numbers that were called and could not have it: the line went on behind them. */
    passed: places.filter((place) => place.state === 'passed').map((place) => place.number),
  }
}
