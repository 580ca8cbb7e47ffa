import { type Context, Hono } from 'hono'
import { found } from '../kit/refusal.ts'
import type { Env } from '../web/env.ts'
import { may } from '../web/guard.ts'
import { photoFor } from './queries.ts'

/** The pictures themselves. What is served was encoded by us, and its type is fixed. */
export const photosPages = new Hono<Env>()
  .get('/photos/:id', may.anyone(), (c) => serve(c, c.req.param('id'), (photo) => photo.id))
  .get('/photos/:id/small', may.anyone(), (c) => serve(c, c.req.param('id'), (photo) => photo.smallId))

async function serve(c: Context<Env>, id: string, size: (photo: { id: string; smallId: string }) => string) {
  const { db, actor, photoStore } = c.var
  const { photo, isPublic } = await photoFor(db, id, actor)
  const bytes = found(await photoStore.get(size(photo)), 'photo_missing')
  // A photo's address is its content, so it never changes. Somebody's own is not left in a shared browser's cache.
  c.header('Cache-Control', isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store')
  c.header('Content-Disposition', 'inline')
  return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'image/webp' })
}
