import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhoto } from '../../photos/prepare.ts'
import { answers, createRoute, jsonBody, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { lines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { limit } from '../../web/limits.ts'
import { reportById } from '../queries.ts'
import { wordsMax } from '../rules.ts'
import { deviceWhistle } from './actions.ts'
import { type Device, deviceById } from './queries.ts'
import { isFresh, isNonce, stillBytesMax, textToSign } from './rules.ts'

const headers = z.object({
  'x-device': z.string().max(100).openapi({ description: 'The id it was registered under' }),
  'x-timestamp': z
    .string()
    .max(20)
    .openapi({ description: 'Unix seconds; at most five minutes off', example: '1772413200' }),
  'x-nonce': z.string().max(100).openapi({ description: '16 to 100 letters, digits, - or _; never used twice' }),
  'x-signature': z.string().max(100).openapi({ description: 'HMAC-SHA256 in lower-case hex' }),
})

const Whistle = z
  .strictObject({
    eventId: z
      .string()
      .regex(/^[\w-]{8,100}$/)
      .openapi({ description: 'The device’s own id of what it noticed' }),
    categoryId: z.string().max(40),
    noticedAt: z.iso.datetime({ offset: true }),
    words: lines(wordsMax).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    answers: z.record(z.string().max(100), z.union([z.string(), z.array(z.string())])).default({}),
    still: z
      .base64()
      .max(Math.ceil(stillBytesMax / 3) * 4)
      .optional()
      .openapi({ description: 'One photo at most, in base64' }),
  })
  .openapi('DeviceWhistle')

const whistle = createRoute({
  method: 'post',
  path: '/device-whistles',
  tags: ['reports'],
  summary: 'A registered device whistles',
  description: [
    'Signed with HMAC-SHA256 under the secret that was shown when the device was registered (its text, as it was shown). The',
    'text to sign is five lines joined by line feeds: `rongyu-device-v1`, the device’s id, the timestamp, the nonce, and the',
    'SHA-256 of the body’s bytes in lower-case hex. The same event again, signed anew, gets the first answer. A person decides',
    'what becomes of it.',
  ].join(' '),
  middleware: [may.anyone(), signed] as const,
  request: { headers, body: jsonBody(Whistle) },
  responses: {
    201: answers(
      'The report it became',
      z.object({ number: z.string(), status: z.string() }).openapi('DeviceWhistled'),
    ),
    ...problems,
  },
})

/** Whistles of registered devices. */
export const devicesApi = newApi().openapi(whistle, async (c) => {
  const { db, atomically, photoStore, now } = c.var
  const { still, latitude, longitude, words = '', noticedAt, ...given } = c.req.valid('json')
  const { device, nonce, bodyHash } = heard.get(c.req.raw) as Heard
  if ((latitude === undefined) !== (longitude === undefined))
    throw new Refusal('invalid', 'position_unfit', { field: 'latitude' })
  await limit('device', device.perHour, 3600)(c, device.id)
  const prepared = still ? await preparePhoto(new Uint8Array(Buffer.from(still, 'base64'))) : undefined
  if (prepared) await storePhotos(photoStore, [prepared])
  const noticed = {
    ...{ ...given, words, device, nonce, bodyHash, noticedAt: new Date(noticedAt), now: now() },
    place: latitude === undefined || longitude === undefined ? undefined : { latitude, longitude },
    still: prepared && ({ prepared, role: 'near' } as const),
  }
  const id = await atomically((tx) => deviceWhistle(tx, noticed))
  const { number, status } = await reportById(db, id)
  return c.json({ number, status }, 201)
})

type Heard = { device: Device; nonce: string; bodyHash: string }

/** Whose signature a request carries, once it was found right. */
const heard = new WeakMap<Request, Heard>()

const badByAddress = limit('device_unknown', 30, 60)

/** @throws Refusal `device_unknown`: nobody is told whether the device, the time or the signature was wrong */
async function signed(c: Context<Env>, next: () => Promise<void>): Promise<void> {
  const [id, timestamp, nonce, signature] = ['x-device', 'x-timestamp', 'x-nonce', 'x-signature'].map(
    (name) => c.req.header(name) ?? '',
  ) as [string, string, string, string]
  // Read as it came: parsed and written again, it would be another text than the one that was signed.
  const bodyHash = createHash('sha256')
    .update(await c.req.text())
    .digest('hex')
  const device = id.length <= 100 ? await deviceById(c.var.db, id) : undefined
  const isRight =
    device !== undefined &&
    !device.revokedAt &&
    isFresh(timestamp, c.var.now()) &&
    isNonce(nonce) &&
    fits(c.var.secrets.unseal(device.secretSealed), textToSign({ deviceId: id, timestamp, nonce, bodyHash }), signature)
  if (!isRight) {
    await badByAddress(c, c.var.address)
    throw new Refusal('forbidden', 'device_unknown')
  }
  heard.set(c.req.raw, { device, nonce, bodyHash })
  await next()
}

function fits(secret: string, text: string, signature: string): boolean {
  const right = createHmac('sha256', secret).update(text).digest()
  const given = /^[0-9a-f]{64}$/.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(right.length)
  return timingSafeEqual(right, given)
}
