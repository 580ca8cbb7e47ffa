import type { Actor, Role } from '../../kit/actor.ts'
import { standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'

export type GrantedRole = Exclude<Role, 'resident'>
export const grantedRoles = [
  'clerk',
  'reviewer',
  'dispatcher',
  'officer',
  'keeper',
  'merchant',
  'banker',
  'auditor',
  'admin',
] as const satisfies readonly GrantedRole[]

/** What an administrator grants. Who stands at a merchant's counter is the merchant's own to say. */
export const deskRoles = grantedRoles.filter((role) => role !== 'merchant')

/** What people call the roles. */
export const roleNames: Record<GrantedRole, { zh: string; en: string }> = {
  clerk: { zh: '工作人员', en: 'Clerk' },
  reviewer: { zh: '审核员', en: 'Reviewer' },
  dispatcher: { zh: '调度员', en: 'Dispatcher' },
  officer: { zh: '部门经办人', en: 'Department officer' },
  merchant: { zh: '商户', en: 'Merchant' },
  keeper: { zh: '荣誉超市管理员', en: 'Store keeper' },
  banker: { zh: '银行经办人', en: 'Bank clerk' },
  auditor: { zh: '监督员', en: 'Auditor' },
  admin: { zh: '管理员', en: 'Administrator' },
}

/** Where a role is to hold. For a store or an organization, `areaPath` is the path of the area it stands in. */
export type GrantPlace = { areaPath: string }

/**
 * An administrator grants everything within their own area, and nothing to themselves.
 *
 * @throws Refusal `grant_to_yourself`, `grant_too_wide`
 */
export function assertMayGrant(actor: Actor, personId: string, place: GrantPlace): void {
  if (actor.id === personId) throw new Refusal('forbidden', 'grant_to_yourself')
  const isWithin = actor.id === 'system' || standingOf(actor, place).has('admin')
  if (!isWithin) throw new Refusal('forbidden', 'grant_too_wide', { field: 'place' })
}

/** @throws Refusal `grant_term` when it would end before it starts or has ended already */
export function assertTerm({ startsAt, endsAt, now }: { startsAt: Date; endsAt: Date | undefined; now: Date }): void {
  if (endsAt && (endsAt <= startsAt || endsAt <= now)) throw new Refusal('invalid', 'grant_term', { field: 'endsOn' })
}

type Fit = { organizationId?: string | undefined; organizationKind?: string | undefined }

/**
 * An officer acts for an organization and a banker for a bank; nobody else does, and nobody else for a bank.
 *
 * @throws Refusal `grant_place_unfit`
 */
export function assertFits(role: GrantedRole, { organizationId, organizationKind }: Fit): void {
  const fits = organizationId ? role === (organizationKind === 'bank' ? 'banker' : 'officer') : !acting.has(role)
  if (!fits) throw new Refusal('invalid', 'grant_place_unfit', { field: 'place' })
}

const acting: ReadonlySet<GrantedRole> = new Set(['officer', 'banker', 'merchant'])
