import sharp from 'sharp'
import { newId } from '../src/kit/ids.ts'
import { type CastName, qingyunGrid, type Town } from './town.ts'

let pictures = 100

/** A JPEG unlike every other, as a browser sends it. */
export async function shot(name = 'IMG_1.jpg'): Promise<File> {
  const seed = ++pictures * 0.3719
  const pixels = Uint8Array.from({ length: 32 * 24 }, (_, at) => (Math.sin((at + 1) * seed * 78.233) * 43_758) & 255)
  const bytes = await sharp(pixels, { raw: { width: 32, height: 24, channels: 1 } })
    .resize(320, 240, { kernel: 'nearest' })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' })
}

type Fields = Record<string, string | File | string[] | File[]>

/** The snap page as 王芳 would fill it in, standing before a broken manhole cover. */
export const filled = (given: Fields = {}): Fields => ({
  id: newId(),
  words: '井盖坏了，晚上很危险',
  categoryId: 'manhole',
  'answer.manhole.danger': 'yes',
  address: '青云路 18 号门口',
  latitude: '23.365',
  longitude: '103.402',
  placeFrom: 'device',
  areaId: qingyunGrid,
  ...given,
})

export const snap = (town: Town, who: CastName | undefined, given?: Fields) => town.as(who).post('/snap', filled(given))

export const idIn = (answer: Response) =>
  /\/reports\/([\w-]{36})/.exec(answer.headers.get('location') ?? '')?.[1] as string
/** The secret of an anonymous report, as the browser keeps it. */
export const followCookie = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
