import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { fitted, pointOn, readBox } from '../../kit/maps.ts'
import type { Position } from '../../kit/places.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { areaAt, boundariesOf } from '../boundaries/queries.ts'
import { areaAndAbove, areaById, theCity } from '../queries.ts'
import { drawGround, drawPin, drawScale } from './draw.ts'
import { drawUnderlay, pickerSize as size } from './picker.tsx'

const degrees = (max: number) => z.coerce.number().min(-max).max(max)
const position = z.object({ latitude: degrees(90), longitude: degrees(180) })

/** The map as a picture, and the name of a place on it, for forms that ask where something is. */
export const mapPages = new Hono<Env>()
  .get('/areas/map.svg', may.anyone(), async (c) => {
    const { db, t } = c.var
    const grounds = await boundariesOf(db)
    const city = await theCity(db)
    const given = readBox(c.req.query('bbox')) ?? grounds.find(({ id }) => id === city.id)
    const frame = { box: fitted(found(given, 'area_missing'), size, 1), size }
    const at = readPosition(c.req.query('at'))
    const text = c.var.elder ? 18 : 12
    const look = { text, tiles: c.var.config.tiles ? ('below' as const) : undefined }
    const picture = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}">${drawGround(grounds, frame, look)}${drawScale(frame, t, text)}${at ? drawPin(pointOn(frame.box, size, at)) : ''}</svg>`
    c.header('Cache-Control', 'private, max-age=300')
    c.header('Vary', 'Cookie')
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return c.body(String(await picture), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
  })
  .get('/areas/tiles.svg', may.anyone(), async (c) => {
    const tiles = found(c.var.config.tiles, 'page_missing')
    const box = fitted(found(readBox(c.req.query('bbox')), 'page_missing'), size, 1)
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return c.body(String(await drawUnderlay(box, tiles)), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
  })
  // A position is posted: an address may be kept by whoever passes it on.
  .post('/areas/at', may.anyone(), async (c) => {
    const { db } = c.var
    const at = position.safeParse(await c.req.json().catch(() => undefined))
    const near = at.success ? await areaAt(db, at.data) : undefined
    if (!near) return c.json({ area: null })
    const names = (await areaAndAbove(db, await areaById(db, near.area.id))).slice(1).map(({ name }) => name)
    return c.json({ area: { id: near.area.id, name: names.join(' › '), meters: Math.round(near.meters) } })
  })

function readPosition(text: string | undefined): Position | undefined {
  const [latitude, longitude] = (text ?? '').split(',')
  const at = position.safeParse({ latitude, longitude })
  return text && at.success ? at.data : undefined
}
