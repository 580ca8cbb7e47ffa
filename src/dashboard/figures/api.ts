import { answers, createRoute, newApi, problems, z } from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import { figuresOf } from './queries.ts'

const whole = z.int()
const Figures = z
  .object({
    residents: whole,
    tasksDone: whole,
    ordersCollected: whole,
    storesOpen: whole,
    pointsIssued: whole,
    pointsRedeemed: whole,
    pointsExpired: whole,
    pointsOutstanding: whole,
    volunteerMinutes: whole,
    shelfValueFen: whole,
    coverage: z.object({ ratio: z.number().nullable(), tone: z.enum(['green', 'amber', 'red']) }),
    weeks: z.array(z.object({ monday: z.string(), issued: whole, redeemed: whole })),
    at: z.iso.datetime(),
  })
  .openapi('Figures')

const figures = createRoute({
  method: 'get',
  path: '/figures',
  tags: ['figures'],
  summary: 'The city’s open figures, added up from the books',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Figures', Figures), ...problems },
})

export const figuresApi = newApi().openapi(figures, async (c) => {
  const { db, now } = c.var
  const at = now()
  const { residents, tasksDone, collected, openStores, coverage, weeks, minutes, shelfFen, ...points } =
    await figuresOf(db, at)
  const answer = {
    residents,
    tasksDone,
    ordersCollected: collected,
    storesOpen: openStores,
    pointsIssued: points.issued,
    pointsRedeemed: points.redeemed,
    pointsExpired: points.expired,
    pointsOutstanding: points.outstanding,
    volunteerMinutes: minutes,
    shelfValueFen: shelfFen,
    coverage: { ratio: coverage.ratio ?? null, tone: coverage.tone },
    weeks,
    at: at.toISOString(),
  }
  return c.json(answer, 200)
})
