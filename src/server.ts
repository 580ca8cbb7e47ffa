import { serve } from '@hono/node-server'
import { createApp, jobs } from './app.tsx'
import { type Config, readConfig } from './config.ts'
import { runDueJobs } from './jobs.ts'
import { openServices } from './open.ts'

const clockworkMilliseconds = 15_000
/** How long running requests may take to finish after Ctrl-C before they are cut off. */
const farewellMilliseconds = 10_000

const config = configOrExit()
const services = await openServices(config).catch((error: Error) => exitWith(error.message))
const app = createApp(services)

const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => {
  console.log(`\n  荣誉通 Rongyu  →  ${config.baseUrl.replace(/:\d+$/, `:${port}`)}`)
  console.log(`  data          ${config.databaseUrl.replace(/\/\/[^@/]*@/, '//…@')}\n`)
})
server.on('error', (error: NodeJS.ErrnoException) => {
  exitWith(error.code === 'EADDRINUSE' ? `port ${config.port} is taken: set PORT to another one` : error.message)
})

let running: Promise<unknown> = Promise.resolve()
const clockwork = setInterval(() => {
  const { db, atomically } = services.database
  running = running
    .then(() => runDueJobs({ db, atomically, now: services.clock() }, jobs))
    .then((failed) => {
      for (const [job, error] of failed) services.log.error({ job, err: error }, 'job failed')
    })
    .catch((error) => services.log.error({ err: error }, 'clockwork'))
}, clockworkMilliseconds)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())

async function close() {
  clearInterval(clockwork)
  setTimeout(() => process.exit(1), farewellMilliseconds).unref()
  await new Promise((closed) => server.close(closed))
  await running
  await services.database.close()
  process.exit(0)
}

function configOrExit(): Config {
  try {
    return readConfig()
  } catch (error) {
    return exitWith((error as Error).message)
  }
}

function exitWith(message: string): never {
  console.error(`rongyu: ${message}`)
  process.exit(1)
}
