import { answers, createRoute, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { readNotice } from './actions.ts'
import { type Notice as NoticeRow, readNoticesOf, unreadCountOf, unreadNoticesOf } from './queries.ts'

const Both = z.object({ zh: z.string(), en: z.string() })
const Notice = z
  .object({
    id: z.string(),
    title: Both,
    body: Both,
    href: z.string().nullable(),
    at: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .openapi('Notice')

const inbox = createRoute({
  method: 'get',
  path: '/notices',
  tags: ['notices'],
  summary: 'My messages: the unread ones, then a page of the read ones',
  middleware: [may.signedIn()] as const,
  request: { query: z.object({ before: z.string().max(100).optional() }) },
  responses: {
    200: answers('Messages', z.object({ unread: z.int(), notices: z.array(Notice), next: z.string().nullable() })),
    ...problems,
  },
})

const read = createRoute({
  method: 'post',
  path: '/notices/{id}/read',
  tags: ['notices'],
  summary: 'Mark one message as read; again changes nothing',
  middleware: [may.signedIn()] as const,
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: answers('The message', Notice), ...problems },
})

export const noticesApi = newApi()
  .openapi(inbox, async (c) => {
    const { db, actor } = c.var
    const { before } = c.req.valid('query')
    const unread = before ? [] : await unreadNoticesOf(db, actor.id)
    const past = await readNoticesOf(db, actor.id, before)
    const answer = {
      unread: await unreadCountOf(db, actor.id),
      notices: [...unread, ...past.notices].map(shown),
      next: past.next ?? null,
    }
    return c.json(answer, 200)
  })
  .openapi(read, async (c) => {
    const { atomically, actor, now } = c.var
    const { id } = c.req.valid('param')
    return c.json(shown(await atomically((tx) => readNotice(tx, { id, personId: actor.id, now: now() }))), 200)
  })

const shown = ({ id, title, body, href, at, readAt }: NoticeRow) => ({
  id,
  title,
  body,
  href,
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
})
