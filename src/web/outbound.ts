import { lookup as resolveByDns } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { second } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Outbound, OutboundAnswer, OutboundRequest } from '../kit/services.ts'
import { isPublicAddress } from './addresses.ts'

const defaults = { milliseconds: 10 * second, bytesMax: 1024 * 1024, redirectsMax: 3 }

type Settings = {
  /** Hosts (`open311.intranet`) or hosts with a port that may lie inside: named by whoever runs the service. */
  allow: readonly string[]
  resolve?: LookupFunction
}

/**
 * Calls other people's servers without letting them, or whoever typed the address, reach ours: only http and https, only
 * public addresses, looked at after the name was resolved and for the very connection that is made, at every redirect
 * again. An answer that is too slow, too large or of another type is given up.
 */
export function openOutbound({ allow, resolve = resolveByDns as LookupFunction }: Settings): Outbound {
  const isAllowed = ({ hostname, host }: URL) => allow.includes(hostname) || allow.includes(host)

  const call = async (request: OutboundRequest, redirects: number): Promise<OutboundAnswer> => {
    const url = outboundUrl(request.url)
    const isInside = isAllowed(url)
    if (!isInside) assertPublicHost(url)
    const answer = await exchange(url, request, isInside ? resolve : guarded(resolve))
    const next = answer.headers.location
    if (!isRedirect(answer.status) || !next || !isRepeatable(request.method)) return answer

    if (redirects >= (request.redirectsMax ?? defaults.redirectsMax)) throw failed('redirects')
    if (!URL.canParse(next, url.href)) throw refused('url')
    const there = new URL(next, url.href)
    if (url.protocol === 'https:' && there.protocol !== 'https:') throw refused('redirect')
    const headers = there.origin === url.origin ? request.headers : undefined
    return call({ ...request, url: there.href, headers }, redirects + 1)
  }
  return (request) => call(request, 0)
}

/**
 * An address that may be called at all, as far as one can tell without resolving its name. Call it when somebody types
 * one in; `Outbound` calls it again.
 *
 * @throws Refusal `outbound_refused`
 */
export function outboundUrl(text: string): URL {
  // The URL parser turns 2130706433, 0x7f.1, 0177.0.0.1 and full-width digits into the dotted address they mean.
  if (!URL.canParse(text)) throw refused('url')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('scheme')
  if (url.username || url.password) throw refused('credentials')
  return url
}

const localName = /^(localhost|.*\.(localhost|local|internal|intranet|lan|home|corp|arpa))\.?$/i

/** Addresses written as such never reach the resolver, so they are looked at here. */
function assertPublicHost({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) ? !isPublicAddress(address) : localName.test(hostname)) throw refused('address')
}

/** Resolves a name and lets the connection have it only when every one of its addresses is public. */
function guarded(resolve: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : []
      if (error) return done(error, '', 4)
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
        return done(refused('address') as NodeJS.ErrnoException, '', 4)
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

function exchange(url: URL, request: OutboundRequest, lookup: LookupFunction): Promise<OutboundAnswer> {
  const { method = 'GET', headers = {}, body } = request
  const send = url.protocol === 'https:' ? secureRequest : plainRequest
  const signal = AbortSignal.timeout(request.milliseconds ?? defaults.milliseconds)
  return new Promise((answer, refuse) => {
    const sent = send(url, {
      method,
      // Packed answers would have to be unpacked to be measured: one small bomb and the limit is gone.
      headers: { 'User-Agent': 'Rongyu', 'Accept-Encoding': 'identity', ...headers },
      lookup,
      signal,
      // A connection of its own: one that was kept open was looked at for another name.
      agent: false,
    })
    // Before a connection stands, nothing of the request can have arrived.
    let isConnected = false
    sent.on('socket', (socket) =>
      socket.once('connect', () => {
        isConnected = true
      }),
    )
    const giveUp = (error: unknown) => {
      const reason = signal.aborted ? 'slow' : isConnected ? 'broken' : 'unreachable'
      refuse(error instanceof Refusal ? error : failed(reason))
      sent.destroy()
    }
    sent.on('error', giveUp)
    sent.on('response', (received) => {
      const told = Object.fromEntries(
        Object.entries(received.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      )
      const status = received.statusCode ?? 0
      try {
        if (!isRedirect(status)) assertFits(told, request)
      } catch (refusal) {
        return giveUp(refusal)
      }
      const pieces: Buffer[] = []
      let bytes = 0
      received.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > (request.bytesMax ?? defaults.bytesMax)) giveUp(failed('large'))
        else pieces.push(piece)
      })
      received.on('error', giveUp)
      received.on('end', () => answer({ url: url.href, status, headers: told, body: Buffer.concat(pieces) }))
    })
    sent.end(body)
  })
}

/** @throws Refusal `outbound_failed` before a byte of an unwanted answer is read */
function assertFits(headers: Record<string, string | undefined>, { types, bytesMax }: OutboundRequest): void {
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (types && !types.includes(type.trim())) throw failed('type')
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw failed('encoding')
  if (Number(headers['content-length'] ?? 0) > (bytesMax ?? defaults.bytesMax)) throw failed('large')
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status)
/** Only reading follows a redirect: what was posted to one server is not handed to another. */
const isRepeatable = (method = 'GET') => method === 'GET' || method === 'HEAD'

type Why = 'url' | 'scheme' | 'credentials' | 'address' | 'redirect'
const refused = (reason: Why) => new Refusal('invalid', 'outbound_refused', { reason, field: 'url' })
type Failure = 'slow' | 'large' | 'type' | 'encoding' | 'redirects' | 'unreachable' | 'broken'
const failed = (reason: Failure) => new Refusal('busy', 'outbound_failed', { reason, retryAfterSeconds: 60 })
