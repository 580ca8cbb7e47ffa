import { Hono } from 'hono'
import { jobs } from '../../db/schema/requests.ts'
import { found } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { may } from './guard.ts'
import { registry } from './metrics.ts'
import { bearer } from './middleware.ts'

/** For whoever keeps the service running. The service migrates before it listens, so ready means the database answers. */
export const operations = new Hono<Env>()
  .get('/healthz', may.anyone(), (c) => c.json({ status: 'ok' }))
  .get('/readyz', may.anyone(), async (c) => {
    await c.var.db.select({ name: jobs.name }).from(jobs).orderBy(jobs.name).limit(1)
    return c.json({ status: 'ready' })
  })
  .get('/metrics', may.anyone(), async (c) => {
    const { config, address } = c.var
    const isTheirs = config.metricsToken ? bearer(c) === config.metricsToken : isLoopback(address)
    found(isTheirs || undefined, 'page_missing')
    return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })

const isLoopback = (address: string) => /^(127\.|::1$|::ffff:127\.)/.test(address)
