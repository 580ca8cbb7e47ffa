import { join } from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '../db/open.ts'
import type { Config } from './config.ts'
import type { Clock } from './kit/clock.ts'
import { openSecrets } from './kit/secrets.ts'
import { openSessions } from './people/sessions.ts'
import { smsSender } from './people/sms.ts'
import { photosOnDisk } from './photos/store.ts'
import type { Services } from './services.ts'

/** Opens everything the service stands on, the database first. */
export async function openServices(config: Config, clock: Clock = () => new Date()): Promise<Services> {
  const log = pino({ level: config.logLevel, base: null, redact: ['req.headers', 'phone', 'password', 'token'] })
  const database = await openDatabase(config.databaseUrl)
  return {
    database,
    config,
    clock,
    log,
    secrets: openSecrets(config.secretKey),
    sessions: openSessions(database, clock, !config.demo),
    sms: smsSender(config, log),
    photoStore: photosOnDisk(join(config.dataDir, 'photos')),
  }
}
