import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createAdaptorServer } from '@hono/node-server'
import type { Load, Seen } from './load.ts'

/** Listens on a free port. */
export async function serving(fetch: (request: Request, ...rest: never[]) => Response | Promise<Response>) {
  const server = createAdaptorServer({ fetch: fetch as never }) as Server
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** A client of its own process asks; @see load.ts */
export async function load(orders: Load): Promise<Seen> {
  const client = spawn(process.execPath, ['--import', 'tsx', 'bench/load.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  client.stdin.end(JSON.stringify(orders))
  return JSON.parse(await text(client.stdout)) as Seen
}

export const get = (path: string, headers: Record<string, string> = {}) => request('GET', path, headers)

export const post = (path: string, headers: Record<string, string>, body: unknown) =>
  request('POST', path, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(body))

function request(method: string, path: string, headers: Record<string, string>, body = ''): string {
  const length = body && { 'Content-Length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ Host: 'localhost', ...headers, ...length }).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}
