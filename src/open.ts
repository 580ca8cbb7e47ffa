import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { openDatabase } from '../db/open.ts'
import type { Config } from './config.ts'
import { type Clock, second } from './kit/clock.ts'
import { openSecrets } from './kit/secrets.ts'
import { openSessions } from './people/sessions.ts'
import { smsSender } from './people/sms.ts'
import { photosOnDisk } from './photos/store.ts'
import type { Services } from './services.ts'

/** Opens everything the service stands on, the database first. */
export async function openServices(config: Config, clock: Clock = () => new Date()): Promise<Services> {
  const log = openLog(config.logLevel)
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

/** One line at a time to stdout would be a system call a request: lines go out together, within a second. */
function openLog(level: string): Logger {
  const stdout = pino.destination({ dest: 1, minLength: 4096, sync: true })
  setInterval(() => stdout.flush(), second).unref()
  process.on('exit', () => stdout.flushSync())
  return pino({ level, base: null, redact: ['req.headers', 'phone', 'password', 'token'] }, stdout)
}
