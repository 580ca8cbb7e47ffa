/** The accounts an owner has, by where the points are. */
export const purseSides = ['available', 'pending', 'held', 'debt'] as const
export type PurseSide = (typeof purseSides)[number]

/** Why points moved: the kind and id of what caused it, and a sentence for the person it concerns. */
export type Cause = { kind: string; id: string; zh: string; en: string }

export type Account = { id: string; ownerId: string; side?: PurseSide }

/** Who can have points. A household and a charity pool are known by how their ids begin; every other owner is a person. */
export const ownerKinds = ['person', 'household', 'pool'] as const
export type OwnerKind = (typeof ownerKinds)[number]

export const ownerKindOf = (ownerId: string): OwnerKind =>
  ownerKinds.find((kind) => ownerId.startsWith(`${kind}-`) && kind !== 'person') ?? 'person'

/** A household's id from that of the form that founded it. */
export const householdIdFrom = (id: string) => `household-${id}`
/** The charity pool of an area, as an owner of points. */
export const poolIdOf = (areaId: string) => `pool-${areaId}`

const availableNames = { person: 'person', household: 'household', pool: 'charity_pool' } as const

/** Account ids can be read: what they are and whose. */
export const accounts = {
  available: (ownerId: string) => `${availableNames[ownerKindOf(ownerId)]}:${ownerId}`,
  pending: (ownerId: string) => `pending:${ownerId}`,
  held: (ownerId: string) => `held:${ownerId}`,
  debt: (ownerId: string) => `debt:${ownerId}`,
  /** The issuer: grants come out of it, so it stands below zero by what the area has issued. */
  budget: (areaId: string) => `budget:${areaId}`,
  spent: 'spent',
  expired: 'expired',
} as const

const sides: Record<string, PurseSide> = {
  person: 'available',
  household: 'available',
  charity_pool: 'available',
  pending: 'pending',
  held: 'held',
  debt: 'debt',
}

/** What an account id says. An account without a side is nobody's: it keeps totals, no balance. */
export function accountOf(id: string): Account {
  const colon = id.indexOf(':')
  const side = colon > 0 ? sides[id.slice(0, colon)] : undefined
  if (!side) return { id, ownerId: id }
  return { id, ownerId: id.slice(colon + 1), side }
}

/** How a transfer changes each purse it touches, in owner order: opposite transfers wait instead of deadlocking. */
export function purseChanges(debit: Account, credit: Account, points: number): PurseChange[] {
  const changes = new Map<string, PurseChange>()
  for (const [account, change] of [
    [debit, -points],
    [credit, points],
  ] as const) {
    if (!account.side) continue
    const known = changes.get(account.ownerId) ?? noChange(account)
    known[account.side] += change
    changes.set(account.ownerId, known)
  }
  return [...changes.values()].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1))
}

export type PurseChange = Record<PurseSide, number> & { ownerId: string; kind: OwnerKind }

const noChange = ({ ownerId }: Account): PurseChange => ({
  ownerId,
  kind: ownerKindOf(ownerId),
  available: 0,
  pending: 0,
  held: 0,
  debt: 0,
})

const slots = 16

/** Which of an account's slots a transfer counts in: spread by the other side, so that writers seldom meet. */
export function slotOf(otherId: string): number {
  let hash = 0
  for (let at = 0; at < otherId.length; at++) hash = (Math.imul(hash, 31) + otherId.charCodeAt(at)) | 0
  return (hash >>> 0) % slots
}
