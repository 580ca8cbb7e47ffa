import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { areaById } from '../../areas/queries.ts'
import { issueCredential } from '../../credentials/actions.ts'
import { lockHoursOf } from '../../hours/actions.ts'
import { hoursOf, unitOf } from '../../hours/queries.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { paperNameOf, personById } from '../../people/queries.ts'
import { starsHeld } from './queries.ts'

type StarCertificate = { key: string; personId: string; issuer: string; now: Date }

/**
 * Signs a certificate of the stars somebody has today: those that were granted after their public notice.
 *
 * @returns the credential's id; the same key again gives the first one's
 * @throws Refusal `no_star_yet`, `star_not_granted`
 */
export async function issueStarCertificate(tx: Tx, secrets: Secrets, { key, personId, issuer, now }: StarCertificate) {
  return once(tx, { key, actorId: personId, content: ['issueStarCertificate'], now }, async (): Promise<string> => {
    await lockHoursOf(tx, personId)
    const { stars: reached, minutes, hoursToNext } = await hoursOf(tx, personId)
    if (reached === 0) throw new Refusal('conflict', 'no_star_yet', { hours: hoursToNext ?? 0 })
    const stars = await starsHeld(tx, personId)
    if (stars === 0) throw new Refusal('conflict', 'star_not_granted')
    const person = await personById(tx, personId)
    const number = await yearlyNumber(tx, 'HS', now)
    const area = await areaById(tx, (await unitOf(tx, person.areaId)).id)
    const { id } = await issueCredential(tx, secrets, {
      ...{ kind: 'stars', subjectId: number, personId, stars, issuer, type: 'StarLevel', actorId: personId, now },
      subject: { name: paperNameOf(secrets, person), stars, hours: minutes / 60, area: area.name, no: number },
    })
    return id
  })
}
