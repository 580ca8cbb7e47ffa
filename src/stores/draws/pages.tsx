import { Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { publicCampaign } from '../campaigns/queries.ts'
import { drawFile } from './file.ts'

export const drawsPages = new Hono<Env>().get('/campaigns/:id/draw.json', may.anyone(), async (c) => {
  const campaign = await publicCampaign(c.var.db, c.req.param('id'))
  c.header('Content-Disposition', `attachment; filename="draw-${campaign.number}.json"`)
  return c.json(await drawFile(c.var.db, campaign))
})
