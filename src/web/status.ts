import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'

const statuses = {
  signed_out: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  invalid: 422,
  too_many: 429,
  busy: 503,
} as const satisfies Record<Refusal['kind'], ContentfulStatusCode>

export const statusOf = (refusal: Refusal) => statuses[refusal.kind]

/** When the same may be sent again, for machines that wait by themselves. */
export function tellRetryAfter(c: Context<Env>, { details }: Refusal): void {
  if (typeof details.retryAfterSeconds === 'number') c.header('Retry-After', String(details.retryAfterSeconds))
}
