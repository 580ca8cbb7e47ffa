import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import type { Config } from './config.ts'
import type { Clock } from './kit/clock.ts'
import type { Secrets } from './kit/secrets.ts'
import type { Outbound, PhotoStore, SmsSender } from './kit/services.ts'
import type { Sessions } from './people/sessions.ts'

/** Everything the service stands on. The server opens the real ones, a test its own. */
export type Services = {
  database: Database
  config: Config
  clock: Clock
  secrets: Secrets
  sessions: Sessions
  sms: SmsSender
  outbound: Outbound
  photoStore: PhotoStore
  log: Logger
}
