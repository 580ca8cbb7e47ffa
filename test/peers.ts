import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished } from 'vitest'
import { newId } from '../src/kit/ids.ts'
import { type Report, reportById } from '../src/reports/queries.ts'
import type { Town } from './town.ts'

export type Seen = { method: string; url: string; body: string; headers: Record<string, unknown> }

/** Somebody else's server, which remembers what it was asked. */
export async function peerServer(answer: (seen: Seen, response: Parameters<RequestListener>[1]) => void) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { method: request.method ?? '', url: request.url ?? '', body, headers: request.headers }
      seen.push(one)
      answer(one, response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    posts: () => seen.filter(({ method }) => method === 'POST'),
  }
}

export const services = [
  { service_code: '101', service_name: 'Potholes', description: '', metadata: false, type: 'realtime' },
]
export const json = (response: Parameters<RequestListener>[1], value: unknown, status = 200) =>
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))

/** A server whose lists work; posting is answered as the test says. */
export const peerThat = (
  post: (response: Parameters<RequestListener>[1], seen: Seen) => void,
  listed: () => unknown[] = () => [],
) =>
  peerServer((seen, response) => {
    if (seen.method === 'POST') return post(response, seen)
    if (seen.url.startsWith('/services.json')) return json(response, services)
    if (seen.url.startsWith('/requests.json')) return json(response, listed())
    return json(response, [{ code: 404, description: 'no' }], 404)
  })

export async function register(town: Town, url: string, fields: Record<string, string> = {}, code = '101') {
  const id = newId()
  const given = { id, name: '邻市', url, apiKey: 'their-key', ...fields }
  const answer = await town.as('adminZheng').post('/desk/peers', given)
  expect(answer.status).toBe(303)
  const mapped = await town.as('adminZheng').post(`/desk/peers/${id}/mapping`, { version: '1', service_manhole: code })
  expect(mapped.status).toBe(303)
  return id
}

export const pass = async (town: Town, report: Report, peerId: string, fields: Record<string, string> = {}) => {
  const { version } = await reportById(town.db, report.id)
  const given = { id: newId(), version: `${version}`, peerId, words: '井盖坏了，请处理', address: '青云路 18 号门口' }
  return town.as('dispatcherTang').post(`/desk/reports/${report.id}/pass`, { ...given, ...fields })
}
