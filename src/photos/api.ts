import { Refusal } from '../kit/refusal.ts'
import { answers, createRoute, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { limit } from '../web/limits.ts'
import { suggestionOf } from './suggestion/read.ts'

const headBytesMax = 256 * 1024

const Suggested = z
  .object({
    position: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
    takenAt: z.iso.datetime().optional(),
    takenAtLocal: z.string().optional().openapi({ example: '2026-03-01T09:30:00' }),
  })
  .openapi('PhotoSuggestion', { description: 'Everything is absent that the photo does not say, or says impossibly.' })

const suggestion = createRoute({
  method: 'post',
  tags: ['photos'],
  path: '/photos/suggestion',
  summary: 'Where and when a photo says it was taken; nothing of it is kept',
  description:
    'Send the first 128 KB of the file: forms make photos smaller before they send them, and lose the place.',
  middleware: may.anyone(),
  request: {
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
  },
  responses: { 200: answers('What it says', Suggested), ...problems },
})

const perMinute = limit('photo_suggestion', 60, 60)

export const photosApi = newApi().openapi(suggestion, async (c) => {
  await perMinute(c, c.var.address)
  const head = new Uint8Array(await c.req.arrayBuffer())
  if (head.length > headBytesMax) throw new Refusal('invalid', 'body_too_large')
  const { takenAt, ...said } = await suggestionOf(head, c.var.now())
  return c.json({ ...said, ...(takenAt ? { takenAt: takenAt.toISOString() } : {}) }, 200)
})
