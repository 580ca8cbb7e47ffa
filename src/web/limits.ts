import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../kit/refusal.ts'

/**
 * At most so many acts a key (an address, a phone, a person) in so many seconds, counted in this process.
 *
 * @example const smsLimit = limit(5, 600); await smsLimit(phone)
 * @throws Refusal `too_many_requests`, details `{ seconds, retryAfterSeconds }`
 */
export function limit(points: number, seconds: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const wait = Math.ceil(refused.msBeforeNext / 1000)
      throw new Refusal('too_many', 'too_many_requests', { seconds: wait, retryAfterSeconds: wait })
    }
  }
}
