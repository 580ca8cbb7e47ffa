import { startClockwork } from './clockwork.ts'
import { readConfig } from './config.ts'
import { listen } from './listen.ts'
import { openServices } from './open.ts'
import { spokenError } from './spoken-error.ts'

try {
  const config = readConfig()
  const services = await openServices(config)
  const house = await listen(services)
  const clockwork = startClockwork(services)

  const close = async () => {
    await Promise.all([house.close(), clockwork.stop()])
    await services.database.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())

  console.log(`
  荣誉通 Rongyu  →  ${config.baseUrl.replace(/:\d+$/, `:${house.port}`)}
  data          ${config.databaseUrl.replace(/\/\/[^@/]*@/, '//…@')}
`)
} catch (error) {
  spokenError(error)
}
