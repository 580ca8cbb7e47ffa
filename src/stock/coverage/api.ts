import { answers, createRoute, newApi, problems, z } from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import { coverageState } from './queries.ts'

const Coverage = z
  .object({
    tone: z.enum(['green', 'amber', 'red']),
    ratio: z.number().nullable(),
    outstanding: z.int(),
    shelfFen: z.int(),
    mayMultiply: z.boolean(),
    mayStartCampaigns: z.boolean(),
    pricesFrozen: z.boolean(),
    termsVersionId: z.string(),
  })
  .openapi('Coverage')

const show = createRoute({
  method: 'get',
  path: '/coverage',
  tags: ['stock'],
  summary: 'How far the goods on the shelves cover the points people hold, and what that allows',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Coverage', Coverage), ...problems },
})

export const coverageApi = newApi().openapi(show, async (c) => {
  const { terms: _, ratio, ...state } = await coverageState(c.var.db, c.var.now())
  return c.json({ ...state, ratio: ratio ?? null }, 200)
})
