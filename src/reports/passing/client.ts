import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Outbound, OutboundAnswer } from '../../kit/services.ts'
import { sparkTime } from '../../web/spark.ts'
import { type Element, elementsNamed, readXml } from '../../web/xml-read.ts'
import { type Outcome, outcomeOf, outcomeOfFailure } from './rules.ts'

/** Where another system is and how it is spoken to. */
export type Peer = { url: string; jurisdictionId: string; apiKey: string; format: 'json' | 'xml' }

/** One item of an answer, in either format: its fields as texts. */
type Item = Readonly<Record<string, string>>

const types = ['application/json', 'text/json', 'text/xml', 'application/xml']
const bytesMax = 4 * 1024 * 1024
const valueMax = 10_000

/** What another system answers, item by item; undefined when it is neither what it says nor what was asked for. */
function itemsIn(answer: OutboundAnswer, name: string): Item[] | undefined {
  const text = answer.body.toString('utf8')
  if (/xml/.test(answer.headers['content-type'] ?? '')) {
    const root = readXml(text)
    return root && elementsNamed(root, name).map(fieldsOf)
  }
  try {
    const value: unknown = JSON.parse(text)
    // Some servers hand out the list under its name, or one thing without a list.
    const list = Array.isArray(value) ? value : Object.values(value as object).find(Array.isArray)
    return (list ?? [value]).flatMap((one: unknown) => (one && typeof one === 'object' ? [textsOf(one)] : []))
  } catch {
    return undefined
  }
}

const fieldsOf = ({ children }: Element): Item =>
  Object.fromEntries(children.map(({ name, text }) => [name, text.trim().slice(0, valueMax)]))

const textsOf = (one: object): Item =>
  Object.fromEntries(
    Object.entries(one).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value).slice(0, valueMax)]]
        : [],
    ),
  )

/** @throws Refusal what the outbound guard throws, `peer_unreadable` */
async function read(outbound: Outbound, peer: Peer, path: string, name: string, query: Record<string, string> = {}) {
  const given = { ...query, ...(peer.jurisdictionId && { jurisdiction_id: peer.jurisdictionId }) }
  const search = Object.keys(given).length ? `?${new URLSearchParams(given)}` : ''
  const answer = await outbound({ url: `${peer.url}/${path}.${peer.format}${search}`, types, bytesMax })
  const items = answer.status === 200 ? itemsIn(answer, name) : undefined
  if (!items) throw new Refusal('conflict', 'peer_unreadable', { status: answer.status })
  return items
}

/** What it takes. */
export async function readServices(outbound: Outbound, peer: Peer) {
  const items = await read(outbound, peer, 'services', 'service')
  const services = items.flatMap(({ service_code: code, service_name: name, group = '' }) =>
    code ? [{ code: code.slice(0, 100), name: (name || code).slice(0, 200), group: group.slice(0, 200) }] : [],
  )
  if (services.length === 0) throw new Refusal('conflict', 'peer_unreadable', { status: 200 })
  return services.slice(0, 1000)
}

/** Whether it has the exchange of updates. */
export async function hasUpdates(outbound: Outbound, peer: Peer, now: Date): Promise<boolean> {
  return readUpdates(outbound, peer, { from: new Date(now.getTime() - 60_000), to: now }).then(
    () => true,
    () => false,
  )
}

export const readUpdates = (outbound: Outbound, peer: Peer, { from, to }: { from: Date; to: Date }) =>
  read(outbound, peer, 'servicerequestupdates', 'request_update', {
    ...{ start_date: sparkTime(from), end_date: sparkTime(to) },
    ...(peer.apiKey && { api_key: peer.apiKey }),
  })

/** Requests by their ids, or those of a few days. */
export const readRequests = (outbound: Outbound, peer: Peer, asked: Record<string, string>) =>
  read(outbound, peer, 'requests', 'request', asked)

/** The id behind a token; undefined while there is none. */
export async function readToken(outbound: Outbound, peer: Peer, token: string): Promise<string | undefined> {
  const [item] = await read(outbound, peer, `tokens/${encodeURIComponent(token)}`, 'request')
  return isId(item?.service_request_id) ? item.service_request_id : undefined
}

const questionsMax = 30
const choicesMax = 200
const datatypes = ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] as const

/** What it asks of a kind of request beside words and place. */
export async function readQuestions(outbound: Outbound, peer: Peer, code: string): Promise<CategoryQuestion[]> {
  const search = peer.jurisdictionId ? `?${new URLSearchParams({ jurisdiction_id: peer.jurisdictionId })}` : ''
  const url = `${peer.url}/services/${encodeURIComponent(code)}.${peer.format}${search}`
  const answer = await outbound({ url, types, bytesMax })
  // A kind that asks nothing need not have a definition.
  if (answer.status === 404) return []
  const attributes = answer.status === 200 ? attributesOf(answer) : undefined
  if (!attributes) throw new Refusal('conflict', 'peer_unreadable', { status: answer.status })
  return attributes.flatMap(questionOf).slice(0, questionsMax)
}

type Attribute = { fields: Item; choices: Item[] }

function attributesOf(answer: OutboundAnswer): Attribute[] | undefined {
  const text = answer.body.toString('utf8')
  if (/xml/.test(answer.headers['content-type'] ?? '')) {
    const root = readXml(text)
    const found = root && elementsNamed(root, 'attribute')
    return found?.map((one) => ({ fields: fieldsOf(one), choices: elementsNamed(one, 'value').map(fieldsOf) }))
  }
  try {
    const value = JSON.parse(text) as Definition | Definition[]
    const definition = Array.isArray(value) ? value[0] : value
    return objectsIn(definition?.attributes).map((one) => ({
      fields: textsOf(one),
      choices: objectsIn((one as { values?: unknown }).values).map(textsOf),
    }))
  } catch {
    return undefined
  }
}

type Definition = { attributes?: unknown } | null | undefined

const objectsIn = (value: unknown): object[] =>
  Array.isArray(value) ? value.filter((one): one is object => typeof one === 'object' && one !== null) : []

/** As a question of our own, so that it is asked and checked like one. */
function questionOf({ fields, choices }: Attribute): CategoryQuestion[] {
  const { code = '', description = '', datatype_description = '', required, variable } = fields
  if (!/^[\w.-]{1,100}$/.test(code)) return []
  const datatype = datatypes.find((one) => one === fields.datatype) ?? 'string'
  const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist'
  const both = (text: string) => ({ zh: text.slice(0, 500), en: text.slice(0, 500) })
  const values = choices.flatMap(({ key, name }) => (key ? [{ key, ...both(name || key) }] : [])).slice(0, choicesMax)
  return [
    {
      ...{ code, datatype, label: both(description || code), required: required === 'true' },
      variable: variable !== 'false',
      ...(datatype_description && { help: both(datatype_description) }),
      ...(isList && { values }),
    },
  ]
}

type Sent = {
  key: string
  serviceCode: string
  words: string
  address: string
  position: string
  answers: Readonly<Record<string, string | string[]>>
}

/** Files a request there. Nothing leaves but what is written here: no name, no phone, no account. */
export async function send(outbound: Outbound, peer: Peer, sent: Sent): Promise<Outcome> {
  const [lat, long] = sent.position.split(',')
  const fields = {
    ...{ api_key: peer.apiKey, jurisdiction_id: peer.jurisdictionId, service_code: sent.serviceCode },
    ...{ lat: lat ?? '', long: long ?? '', address_string: sent.address, description: sent.words },
  }
  const given = [...Object.entries(fields).filter(([, value]) => value), ...attributesOfAnswers(sent.answers)]
  try {
    const answer = await outbound({
      ...{ url: `${peer.url}/requests.${peer.format}`, method: 'POST', types, bytesMax },
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
        'Idempotency-Key': sent.key,
      },
      body: String(new URLSearchParams(given)),
    })
    return outcomeIn(answer)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return outcomeOfFailure(error.code, String(error.details.reason))
  }
}

/** `attribute[code]`, and `attribute[code][]` for each of several choices. */
const attributesOfAnswers = (answers: Sent['answers']): [string, string][] =>
  Object.entries(answers).flatMap(([code, answer]) =>
    Array.isArray(answer)
      ? answer.map((one): [string, string] => [`attribute[${code}][]`, one])
      : [[`attribute[${code}]`, answer] as [string, string]],
  )

/** An id that can stand in a list of ids. */
const isId = (text: string | undefined): text is string => /^[^\s,]{1,200}$/.test(text ?? '')

function outcomeIn(answer: OutboundAnswer): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) {
    const item = itemsIn(answer, 'request')?.find((one) => one.service_request_id || one.token)
    const theirId = item?.service_request_id
    if (isId(theirId)) return { kind: 'received', theirId }
    if (isId(item?.token)) return { kind: 'token', token: item.token }
    return { kind: 'lost', why: `unreadable ${status}` }
  }
  const said = itemsIn(answer, 'error')?.map(({ code, description }) => [code, description].filter(Boolean).join(' '))
  return outcomeOf(status, (said?.join('；') || `HTTP ${status}`).slice(0, 500))
}
