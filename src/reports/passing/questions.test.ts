import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { passings } from '../../../db/schema/passing.ts'
import { json, pass, peerServer, register, services } from '../../../test/peers.ts'
import { accept, file } from '../../../test/reports.ts'
import { openTown } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'

describe('what the other side asks', () => {
  const values = [
    { key: 'A1', name: 'On the pavement' },
    { key: 'B2', name: 'On the road' },
  ]
  const common = { variable: true, required: true, datatype_description: '', order: 1 }
  const definition = {
    service_code: '101',
    attributes: [
      { ...common, code: 'WHERE', datatype: 'singlevaluelist', description: 'Where is it?', values },
      { ...common, code: 'SEEN', datatype: 'datetime', description: 'When seen?', required: false, values: [] },
      { ...common, code: 'ALSO', datatype: 'multivaluelist', description: 'What else?', required: false, values },
    ],
  }
  const xml = `<?xml version="1.0"?><service_definition><service_code>101</service_code><attributes>${definition.attributes
    .map(
      ({ code, datatype, description, required, values: choices = [] }) =>
        `<attribute><variable>true</variable><code>${code}</code><datatype>${datatype}</datatype><required>${required}</required><description>${description}</description><values>${choices
          .map(({ key, name }) => `<value><key>${key}</key><name>${name}</name></value>`)
          .join('')}</values></attribute>`,
    )
    .join('')}</attributes></service_definition>`

  it.each(['json', 'xml'])('is shown beside it, has to be answered, and goes along, in %s', async (format) => {
    const town = await openTown()
    const asXml = (response: Parameters<RequestListener>[1], text: string) =>
      response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(text)
    const peer = await peerServer((seen, response) => {
      if (seen.method === 'POST') return json(response, [{ service_request_id: 'A-1' }])
      if (seen.url.startsWith('/services/101'))
        return format === 'xml' ? asXml(response, xml) : json(response, definition)
      if (seen.url.startsWith('/services.json')) return json(response, services)
      return json(response, [])
    })
    const report = await accept(town, await file(town))
    const peerId = await register(town, peer.url)
    const form = await (await town.as('dispatcherTang').get(`/desk/reports/${report.id}/pass`)).text()
    expect(form).toContain('Where is it?')
    expect(form).toContain('On the pavement')

    const without = await pass(town, report, peerId)
    expect(without.status).toBe(422)
    expect(await without.text()).toMatch(/Where is it\?[\s\S]*role="alert"/)
    expect((await pass(town, report, peerId, { [`answer.${peerId}.WHERE`]: 'C3' })).status).toBe(422)
    expect(await town.db.$count(passings)).toBe(0)

    const answers = { WHERE: 'B2', SEEN: '2026-03-01T10:00', ALSO: 'A1,B2' }
    const typed = Object.fromEntries(Object.entries(answers).map(([code, text]) => [`answer.${peerId}.${code}`, text]))
    expect((await pass(town, report, peerId, typed)).status).toBe(303)
    await town.advance(minute)
    const sent = new URLSearchParams(peer.posts()[0]?.body)
    expect(sent.get('attribute[WHERE]')).toBe('B2')
    expect(sent.get('attribute[SEEN]')).toBe('2026-03-01T02:00:00Z')
    expect(sent.getAll('attribute[ALSO][]')).toEqual(['A1', 'B2'])
    // Read once for all of this.
    expect(peer.seen.filter(({ url }) => url.startsWith('/services/101'))).toHaveLength(1)
  })

  it('is asked again after a while where it did not say, and not at every look', async () => {
    const town = await openTown()
    const broken = await peerServer((seen, response) => {
      if (seen.url.startsWith('/services.json')) return json(response, services)
      response.writeHead(500).end()
    })
    const report = await accept(town, await file(town))
    await register(town, broken.url)
    const looks = () => broken.seen.filter(({ url }) => url.startsWith('/services/101')).length
    const look = () => town.as('dispatcherTang').get(`/desk/reports/${report.id}/pass`)
    expect([(await look()).status, (await look()).status, looks()]).toEqual([200, 200, 1])
    town.setTime(new Date(town.now().getTime() + 2 * minute))
    await look()
    expect(looks()).toBe(2)
  })
})
