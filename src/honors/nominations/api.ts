import { acted, createRoute, idempotencyHeader, jsonBody, newApi, problems, z } from '../../web/api.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { recordAnswer } from './paper.ts'

const id = z.string().min(1).max(100)

const recording = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/nominees/{personId}/answer',
  tags: ['Honours'],
  summary: 'Write down what somebody who cannot sign in said on paper',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params: z.object({ id, personId: id }),
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        answer: z.enum(['agreed', 'declined']),
        showName: z.boolean().default(false),
        paper: line(100).openapi({ description: 'Where the paper lies' }),
      }),
    ),
  },
  responses: { 204: { description: 'Written down' }, ...problems },
})

export const nominationsApi = newApi().openapi(recording, async (c) => {
  const { id: nominationId, personId } = c.req.valid('param')
  const said = { nominationId, personId, ...c.req.valid('json') }
  await acted(c, ['recordAnswer', said], (tx, by) => recordAnswer(tx, { ...said, ...by }).then(() => null))
  return c.body(null, 204)
})
