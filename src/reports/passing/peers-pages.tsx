import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { outboundUrl } from '../../web/outbound.ts'
import { categoriesInUse } from '../categories/queries.ts'
import { hasUpdates, type Peer, readServices } from './client.ts'
import { assertPeerAdmin, changePeer, registerPeer } from './peers.ts'
import { PeerPage, PeersPage } from './peers-views.tsx'
import { allPeers, peerById, peerOf } from './queries.ts'

const version = whole(1, 1_000_000_000)
const peerForm = z.object({
  id: formId,
  name: line(60),
  url: line(500),
  jurisdictionId: optional(line(100)),
  apiKey: optional(line(500)),
  knowsRepeats: optional(z.literal('1')),
})
const keyForm = z.object({ version, apiKey: line(500) })

/** Other systems that reports are passed on to: an administrator registers them and says which service is which category. */
export const peersDesk = new Hono<Env>()
  .get('/desk/peers', may.be('admin'), (c) => list(c))
  .post('/desk/peers', may.be('admin'), (c) =>
    submitted(
      c,
      peerForm,
      async ({ id, name, apiKey = '', jurisdictionId = '', knowsRepeats, ...given }) => {
        const { db, atomically, secrets, actor, now } = c.var
        await assertPeerAdmin(db, actor)
        const url = endpointIn(given.url)
        const { format, services, updates } = await lookAt(c, { url, jurisdictionId, apiKey })
        const row = {
          ...{ id, name, url, jurisdictionId, format, services, hasUpdates: updates },
          ...{ apiKeySealed: apiKey && secrets.seal(apiKey), knowsRepeats: knowsRepeats === '1' },
        }
        await atomically((tx) => registerPeer(tx, { ...row, actor, now: now() }))
        return c.redirect(`/desk/peers/${id}`, 303)
      },
      (tried) => list(c, tried),
    ),
  )
  .get('/desk/peers/:id', may.be('admin'), (c) => show(c))
  .post('/desk/peers/:id/mapping', may.be('admin'), async (c) => {
    const { db, atomically, actor } = c.var
    const id = c.req.param('id')
    const { version: seen, ...fields } = await pressed(c, z.object({ version }).loose())
    const { services } = await peerById(db, id)
    const codes = new Set(services.map(({ code }) => code))
    const mapping = Object.fromEntries(
      (await categoriesInUse(db)).flatMap((category) => {
        const code = fields[`service_${category.id}`]
        return typeof code === 'string' && codes.has(code) ? [[category.id, code]] : []
      }),
    )
    await atomically((tx) => changePeer(tx, { id, version: seen, actor, set: { mapping } }))
    return c.redirect(`/desk/peers/${id}`, 303)
  })
  .post('/desk/peers/:id/services', may.be('admin'), (c) =>
    submitted(
      c,
      z.object({ version }),
      async ({ version: seen }) => {
        const { db, atomically, secrets, actor } = c.var
        await assertPeerAdmin(db, actor)
        const row = await peerById(db, c.req.param('id'))
        const { format, services, updates } = await lookAt(c, peerOf(secrets, row))
        const set = { format, services, hasUpdates: updates }
        await atomically((tx) => changePeer(tx, { id: row.id, version: seen, actor, set }))
        return c.redirect(`/desk/peers/${row.id}`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .post('/desk/peers/:id/key', may.be('admin'), (c) =>
    submitted(
      c,
      keyForm,
      async ({ version: seen, apiKey }) => {
        const { atomically, secrets, actor } = c.var
        const id = c.req.param('id')
        const set = { apiKeySealed: secrets.seal(apiKey) }
        await atomically((tx) => changePeer(tx, { id, version: seen, actor, set }))
        return c.redirect(`/desk/peers/${id}`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .post('/desk/peers/:id/end', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { version: seen } = await pressed(c, z.object({ version }))
    const id = c.req.param('id')
    await atomically((tx) => changePeer(tx, { id, version: seen, actor, set: { endedAt: now() } }))
    return c.redirect('/desk/peers', 303)
  })

/** @throws Refusal `outbound_refused` */
function endpointIn(text: string): string {
  const { origin, pathname } = outboundUrl(text)
  return origin + pathname.replace(/(\/services)?(\.json|\.xml)?\/*$/, '')
}

/** JSON where it is spoken; XML, which everybody has to speak, where it is not. */
async function lookAt(c: Context<Env>, given: Omit<Peer, 'format'>) {
  const { outbound, now } = c.var
  for (const format of ['json', 'xml'] as const) {
    const peer = { ...given, format }
    try {
      const services = await readServices(outbound, peer)
      return { format, services, updates: await hasUpdates(outbound, peer, now()) }
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'outbound_refused' || format === 'xml') throw error
    }
  }
  throw new Error('neither JSON nor XML was tried')
}

async function list(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  await assertPeerAdmin(db, actor)
  const shown = { peers: await allPeers(db), formId: newId(now()), tried }
  return page(c, { title: t('外部系统', 'Other systems'), face: 'desk' }, <PeersPage {...shown} />)
}

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor } = c.var
  await assertPeerAdmin(db, actor)
  const peer = await peerById(db, c.req.param('id') ?? '')
  const shown = { peer, categories: await categoriesInUse(db), tried }
  return page(c, { title: peer.name, face: 'desk' }, <PeerPage {...shown} />)
}
