import type { DonorKind } from '../db/schema/donations.ts'
import { addOrganization } from '../src/areas/organizations/actions.ts'
import { nameReceivingBody } from '../src/donations/bodies/actions.ts'
import { addDonor } from '../src/donations/donors/actions.ts'
import {
  addLine,
  inspectDonation,
  type LineFields,
  openDonation,
  receiveDonation,
} from '../src/donations/intake/actions.ts'
import { donationById } from '../src/donations/intake/queries.ts'
import { system } from '../src/kit/actor.ts'
import { cityDay } from '../src/kit/clock.ts'
import { city, qingyunStore, type Town } from './town.ts'

export const charity = 'org-charity'
/** A valid code, of nobody in particular. */
export const charityCode = '91350100M000100Y43'

/** 蒙自市慈善会, which may take donations. */
export async function openCharity({ atomically, now }: Town) {
  await atomically(async (tx) => {
    const fields = { kind: 'charity', name: '蒙自市慈善会', areaId: city } as const
    await addOrganization(tx, { id: charity, fields, actor: system, now: now() })
    const said = { organizationId: charity, legalKind: 'charity', creditCode: charityCode } as const
    await nameReceivingBody(tx, { ...said, actor: system, now: now() })
  })
}

type Gift = {
  id?: string
  kind?: DonorKind
  name?: string | undefined
  phone?: string
  wallName?: string | undefined
  storeId?: string
  lines?: (Partial<LineFields> & { rejected?: number })[]
  who?: 'adminZheng' | 'keeperMa'
  inspected?: boolean
}

/** A donation that was received and inspected: 40 bags of rice of 张先生 unless it says otherwise. Its lines are `<id>-0`, `<id>-1` … */
export async function given(town: Town, gift: Gift = {}) {
  const { id = 'gift', kind = 'person', storeId = qingyunStore, lines = [{}], who = 'adminZheng' } = gift
  const name = kind === 'anonymous' ? undefined : (gift.name ?? '张先生')
  const actor = await town.actor(who)
  const by = { actor, now: town.now() }
  await town.atomically(async (tx) => {
    const fields = { kind, name, phone: gift.phone, wallName: gift.wallName }
    await addDonor(tx, town.secrets, { id: `donor-${id}`, storeId, fields, ...by })
    const about = { donorId: `donor-${id}`, bodyId: charity, storeId, givenOn: cityDay(town.now()) }
    await openDonation(tx, { id, ...about, ...by })
    for (const [place, { rejected: _, ...line }] of lines.entries()) {
      const fields: LineFields = { kind: 'goods', itemId: 'rice', quantity: 40, ...line }
      await addLine(tx, { id: `${id}-${place}`, donationId: id, fields, ...by })
    }
    await receiveDonation(tx, { donationId: id, version: (await donationById(tx, id)).version, ...by })
    if (gift.inspected === false) return
    const rejected = Object.fromEntries(lines.map((line, place) => [`${id}-${place}`, line.rejected ?? 0]))
    const { version } = await donationById(tx, id)
    await inspectDonation(tx, { donationId: id, version, rejected, why: '破损', ...by })
  })
  return donationById(town.db, id)
}
