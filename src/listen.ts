import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.tsx'
import { second } from './kit/clock.ts'
import type { Services } from './services.ts'

/** How long running requests may take to finish once the doors close. */
const farewellMilliseconds = 10 * second

/**
 * Opens the doors: answers requests until closed. Port 0 takes a free one.
 *
 * @throws Error in words when the port is taken
 */
export async function listen(services: Services): Promise<{ port: number; close(): Promise<void> }> {
  const { port, host } = services.config
  const server = createAdaptorServer({ fetch: createApp(services).fetch }) as Server
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken: set PORT to another one`) : error
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeDoors(server) }
}

/** Lets running requests finish; connections that only wait for the next request are closed as they fall idle. */
async function closeDoors(server: Server) {
  const sweeping = setInterval(() => server.closeIdleConnections(), 50)
  const losingPatience = setTimeout(() => server.closeAllConnections(), farewellMilliseconds)
  await new Promise((closed) => server.close(closed))
  clearInterval(sweeping)
  clearTimeout(losingPatience)
}
