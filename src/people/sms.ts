import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { SmsSender } from '../kit/services.ts'

const patienceMilliseconds = 5000

/** Posts `{ phone, text }` to `SMS_URL`; without one (development, demo) the text goes to the log, the phone masked. */
export function smsSender({ smsUrl }: Pick<Config, 'smsUrl'>, log: Logger): SmsSender {
  if (!smsUrl)
    return async (phone, text) => log.warn({ to: `${phone.slice(0, 3)}****${phone.slice(-4)}`, text }, 'sms (console)')
  return async (phone, text) => {
    const answer = await fetch(smsUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ phone, text }),
      signal: AbortSignal.timeout(patienceMilliseconds),
    })
    if (!answer.ok) throw new Error(`the SMS provider answered ${answer.status}`)
  }
}
