import { donationStates, legalKinds, lineKinds } from '../../db/schema/donations.ts'
import { z } from '../web/api.ts'
import { line } from '../web/form.ts'
import type { Donation as DonationRow, Line as LineRow } from './intake/queries.ts'
import { type Collected, mergedGroups, piecesOf } from './rules.ts'

export const anId = z.string().min(1).max(100)
export const fen = z.int().min(0).max(10_000_000_000)
export const pieces = z.int().min(1).max(1_000_000)
export const version = z.int().min(1)

export const Donation = z
  .object({
    id: z.string(),
    number: z.string().nullable().openapi({ description: 'Of the receipt; none before it was received' }),
    state: z.enum(donationStates),
    givenOn: z.iso.date(),
    storeId: z.string(),
    receivingBody: z.object({ name: z.string(), legalKind: z.enum(legalKinds), creditCode: z.string() }),
    receiptWaived: z.boolean(),
    version: z.int(),
  })
  .openapi('Donation')

const count = z.int()
const Places = z
  .object({
    ...{ rejected: count, waiting: count, onShelf: count, inTransit: count },
    ...{ recalled: count, expired: count, collected: count, lost: count },
  })
  .openapi('DonationPlaces')

const Line = z
  .object({
    id: z.string(),
    kind: z.enum(lineKinds),
    itemId: z.string().nullable(),
    name: z.string(),
    unit: z.string(),
    quantity: z.int(),
    grams: z.int().nullable(),
    unitValueFen: z.int(),
    expiresOn: z.iso.date().nullable(),
    forAreaId: z.string().nullable(),
    forNeed: z.boolean(),
    purpose: z.string(),
    places: Places.nullable().openapi({
      description: 'Where the pieces are; they add up to `quantity`. Of goods only',
    }),
  })
  .openapi('DonationLine')

export const Given = z
  .object({
    donation: Donation,
    lines: z.array(
      Line.extend({
        communities: z.int().openapi({ description: 'In how many communities some of it was collected' }),
        collectedIn: z.array(z.object({ area: z.string(), pieces: z.int() })).openapi({
          description: 'Communities of five people and more; the others are one sum in `collectedElsewhere`',
        }),
        collectedElsewhere: z.int(),
      }),
    ),
  })
  .openapi('GivenDonation')

export const whole = z.object({ donation: Donation, lines: z.array(Line) })
export const one = z.object({ id: anId })
export const oneLine = one.extend({ lineId: anId })

const restricted = { forAreaId: anId.optional(), forNeed: z.boolean().optional(), purpose: line(200).optional() }
export const NewLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('goods'),
    itemId: anId,
    quantity: pieces,
    grams: z.int().min(1).max(1_000_000_000).optional(),
    unitValueFen: fen.optional().openapi({ description: 'Else what the catalogue says' }),
    expiresOn: z.iso.date().optional(),
    ...restricted,
  }),
  z.object({ kind: z.literal('money'), name: line(60), amountFen: fen.min(1), ...restricted }),
  z.object({
    kind: z.literal('premises'),
    name: line(60),
    rentFen: fen.min(1).openapi({ description: 'What the rent would have been' }),
    freeFrom: z.iso.date().optional(),
    freeUntil: z.iso.date().optional(),
    ...restricted,
  }),
])

export function fieldsOf(line: z.output<typeof NewLine>) {
  if (line.kind === 'goods') return line
  const { kind, name, forAreaId, forNeed, purpose } = line
  const restriction = { forAreaId, forNeed, purpose }
  if (line.kind === 'money') return { kind, name, quantity: 1, unitValueFen: line.amountFen, ...restriction }
  const { rentFen: unitValueFen, freeFrom, freeUntil } = line
  return { kind, name, quantity: 1, unitValueFen, freeFrom, freeUntil, ...restriction }
}

export function reached(collected: Collected[]) {
  const { named, others } = mergedGroups(collected)
  const collectedIn = named.map(({ name, pieces }) => ({ area: name, pieces }))
  return { communities: collected.length, collectedIn, collectedElsewhere: piecesOf(others) }
}

export const shown = (donation: DonationRow) => ({
  id: donation.id,
  number: donation.number,
  state: donation.state,
  givenOn: donation.givenOn,
  storeId: donation.storeId,
  receivingBody: {
    name: donation.bodyName,
    legalKind: donation.bodyLegalKind,
    creditCode: donation.bodyCreditCode,
  },
  receiptWaived: donation.receiptWaived,
  version: donation.version,
})

export const shownLine = (line: LineRow) => ({
  id: line.id,
  kind: line.kind,
  itemId: line.itemId,
  name: line.name,
  unit: line.unit,
  quantity: line.quantity,
  grams: line.grams,
  unitValueFen: line.unitValueFen,
  expiresOn: line.expiresOn,
  forAreaId: line.forAreaId,
  forNeed: line.forNeed,
  purpose: line.purpose,
})
