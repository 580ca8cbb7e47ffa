import type { ProxyState } from '../../../db/schema/proxies.ts'
import type { Standing } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/** Active at once where the owner names somebody; from paper, when a second member of staff has approved. Revoked by either. */
export const proxyFlow = {
  proposed: {
    approve: { to: 'active', by: ['clerk', 'admin'] },
    refuse: { to: 'ended', by: ['clerk', 'admin'] },
    revoke: { to: 'ended', by: ['self', 'proxy'] },
  },
  active: {
    revoke: { to: 'ended', by: ['self', 'proxy', 'clerk', 'admin'] },
  },
  ended: {},
} as const satisfies Flow<ProxyState, Standing | 'proxy'>

/** @throws Refusal `proxy_days`, details `{ months }` */
export function assertProxyDays({ until, now, months }: { until: Date; now: Date; months: number }): void {
  if (until <= now || until > later(now, months * 31 * day))
    throw new Refusal('invalid', 'proxy_days', { months, field: 'until' })
}
