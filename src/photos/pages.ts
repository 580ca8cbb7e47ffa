import { type Context, Hono } from 'hono'
import { found } from '../kit/refusal.ts'
import type { Env } from '../web/env.ts'
import { may } from '../web/guard.ts'
import { photoFor, type Shown } from './queries.ts'

/** The pictures themselves. What is served was encoded by us, and its type is fixed. */
export const photosPages = new Hono<Env>()
  .get('/photos/:id', may.anyone(), (c) => serve(c, c.req.param('id'), (shown) => shown.id))
  .get('/photos/:id/small', may.anyone(), (c) => serve(c, c.req.param('id'), (shown) => shown.smallId))

// What is behind an address changes when a face on the picture is covered, so that a browser has to ask again soon; as
// long as it is the same, the answer is a few bytes.
const publicly = 'public, max-age=300, must-revalidate'
/** Somebody's own is not left in a shared browser's cache. */
const privately = 'private, no-store'

async function serve(c: Context<Env>, id: string, size: (shown: Shown) => string) {
  const shown = await photoFor(c.var.db, id, c.var.actor)
  c.header('Cache-Control', shown.isPublic ? publicly : privately)
  const tag = `"${size(shown)}"`
  if (shown.isPublic) c.header('ETag', tag)
  if (shown.isPublic && c.req.header('if-none-match') === tag) return c.body(null, 304)
  return sendPicture(c, await c.var.photoStore.get(size(shown)))
}

/** @throws Refusal `photo_missing` */
export function sendPicture(c: Context<Env>, bytes: Uint8Array | undefined) {
  const picture = found(bytes, 'photo_missing')
  c.header('Content-Disposition', 'inline')
  return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/webp' })
}
