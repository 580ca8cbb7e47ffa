import type { Context } from 'hono'
import { areaAt } from '../../areas/boundaries/queries.ts'
import { theCity } from '../../areas/queries.ts'
import type { Position } from '../../kit/places.ts'
import type { Env } from '../../web/env.ts'
import { cleanLine, cleanLines } from '../../web/form.ts'
import { categoriesInUse } from '../categories/queries.ts'
import { positionOf } from '../filing/rules.ts'
import { photosMax, wordsMax } from '../rules.ts'
import { first, type Sent } from './fields.ts'
import { attributesIn, bad, dateOf, type Fault, Faults, foreignStatuses, isLink, numberOf, unknown } from './rules.ts'

/** Reads what a program files, and tells everything that is wrong with it at once. */
export async function requestIn(c: Context<Env>, sent: Sent) {
  const faults: Fault[] = []
  const attempt = <Value>(read: () => Value): Value | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Faults)) throw error
      faults.push(...error.faults)
      return undefined
    }
  }
  const code = first(sent, 'service_code')
  const category = code ? (await categoriesInUse(c.var.db)).find(({ id }) => id === code) : undefined
  if (!code) faults.push(bad('缺少 service_code'))
  else if (!category) throw new Faults(unknown('service_code 不存在'))

  const latitude = attempt(() => numberOf('lat', first(sent, 'lat'), -90, 90))
  const longitude = attempt(() => numberOf('long', first(sent, 'long') ?? first(sent, 'lon'), -180, 180))
  const address = cleanLine(first(sent, 'address_string') ?? first(sent, 'address_id') ?? '')
  if ((latitude === undefined) !== (longitude === undefined) && faults.length === 0)
    faults.push(bad('lat 和 long 要一起给'))
  if (latitude === undefined && !address && faults.length === 0)
    faults.push(bad('缺少位置：lat 和 long，或者 address_string，或者 address_id'))

  const words = cleanLines(first(sent, 'description') ?? '')
  if (words.length > wordsMax) faults.push(bad(`description 最多 ${wordsMax} 个字`))
  if (!words && sent.files.length === 0) faults.push(bad('缺少 description'))
  const mediaUrls = (sent.texts.get('media_url') ?? []).map((url) => url.trim())
  if (!mediaUrls.every(isLink) || mediaUrls.length > photosMax) faults.push(bad('media_url 要是 http 或 https 的地址'))
  if (faults.length) throw new Faults(...faults)

  return {
    ...{ categoryId: code as string, words, answers: attributesIn(sent.texts), address: address.slice(0, 200) },
    ...{ latitude, longitude, mediaUrls, areaId: await areaIdAt(c, positionOf({ latitude, longitude })) },
    placeFrom: latitude === undefined ? ('address' as const) : ('pin' as const),
  }
}

/** The area that holds the position; elsewhere triage decides, for the whole city. */
async function areaIdAt({ var: { db } }: Context<Env>, position: Position | undefined): Promise<string> {
  const found = position && (await areaAt(db, position))
  return found?.area.id ?? (await theCity(db)).id
}

/** What another system says about a report, or everything that is missing from it. */
export function updateIn(sent: Sent) {
  const needed = ['service_request_id', 'update_id', 'status', 'updated_datetime', 'description']
  const missing = needed.filter((name) => !first(sent, name))
  if (missing.length) throw new Faults(...missing.map((name) => bad(`缺少 ${name}`)))
  const text = (name: string) => first(sent, name) as string
  const status = text('status').toLowerCase()
  if (!foreignStatuses.includes(status)) throw new Faults(bad('status 不认识'))
  dateOf('updated_datetime', text('updated_datetime'))
  const description = cleanLines(text('description'))
  if (!description) throw new Faults(bad('缺少 description'))
  if (description.length > wordsMax) throw new Faults(bad(`description 最多 ${wordsMax} 个字`))
  if (!/^[\w.:-]{1,100}$/.test(text('update_id'))) throw new Faults(bad('update_id 应为字母、数字和 . : _ -'))
  return { number: text('service_request_id').toUpperCase(), updateId: text('update_id'), status, description }
}
