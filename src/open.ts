import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { openDatabase } from '../db/open.ts'
import type { Config } from './config.ts'
import { type Clock, second } from './kit/clock.ts'
import { openSecrets } from './kit/secrets.ts'
import { openSessions } from './people/sessions.ts'
import { smsSender } from './people/sms.ts'
import { photosOnDisk } from './photos/store/disk.ts'
import { assertReachable, photosInS3 } from './photos/store/s3.ts'
import type { Services } from './services.ts'
import { openOutbound } from './web/outbound.ts'

const lettersMax = 16_000

/** Opens everything the service stands on. */
export async function openServices(config: Config, clock: Clock = () => new Date()): Promise<Services> {
  const log = openLog(config.logLevel)
  const photoStore = config.s3
    ? await assertReachable(photosInS3(config.s3))
    : photosOnDisk(join(config.dataDir, 'photos'))
  const database = await openDatabase(config.databaseUrl)
  return {
    database,
    config,
    clock,
    log,
    secrets: openSecrets(config.secretKey),
    sessions: openSessions(database, clock, !config.demo),
    sms: smsSender(config, log),
    outbound: openOutbound({ allow: config.outboundAllow }),
    photoStore,
  }
}

/** A system call for every line would cost as much as the request: lines go out together, within a second. */
function openLog(level: string): Logger {
  let lines = ''
  const flush = () => {
    if (lines) process.stdout.write(lines)
    lines = ''
  }
  const write = (line: string) => {
    lines += line
    if (lines.length > lettersMax) flush()
  }
  setInterval(flush, second).unref()
  process.on('exit', flush)
  process.stdout.on('error', () => undefined) // Whoever read the log has gone. The service stays.
  return pino({ level, base: null, redact: ['req.headers', 'phone', 'password', 'token'] }, { write })
}
