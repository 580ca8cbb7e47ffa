import type { Db } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Words } from '../../web/words.ts'
import { storesKeptBy } from '../counter/queries.ts'
import { numbersOnTheirWay } from '../deliveries/queries.ts'
import { handleOf, phoneEndDigits, pickupKey, proofKeyOf } from '../orders/pickup-code.ts'
import { goodsAt } from './queries.ts'
import { deviceRefusals } from './rules.ts'

type About = { keeper: Actor; words: Words; now: Date }

/**
 * What a counter has to have with it in a dead spot: whose device it is, the key that checks codes, the stores with
 * the names of what lies on their shelves and the numbers of what is being brought to a door, and the sentences for
 * saying no. Nothing about residents.
 */
export async function offlineKit(db: Db, secrets: Secrets, { keeper, words, now }: About) {
  const kept = await storesKeptBy(db, keeper)
  const { terms } = await documentInForce(db, 'REDEEM', now)
  return {
    keeperId: keeper.id,
    now: now.toISOString(),
    key: pickupKey(secrets),
    stores: await Promise.all(
      kept.map(async ({ id, name }) => ({
        ...{ id, name, handle: handleOf(id) },
        proofKey: proofKeyOf(secrets, id).toString('base64url'),
        onTheirWay: await numbersOnTheirWay(db, id),
        goods: (await goodsAt(db, id)).map((item) => ({ handle: handleOf(item.id), ...item })),
      })),
    ),
    proof: { digits: phoneEndDigits, triesMax: terms.wrongProofsMax, lockedMinutes: terms.wrongProofsMinutes },
    sentences: Object.fromEntries(deviceRefusals.map((code) => [code, sentence(words, code)])),
  }
}

const sentence = (words: Words, code: string) => ({ zh: words[code]?.zh ?? code, en: words[code]?.en ?? code })
