import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { root } from '../../db/root.ts'
import type { Env } from './env.ts'
import { may } from './guard.ts'

const folder = join(root, 'public')

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

type Asset = { bytes: Uint8Array<ArrayBuffer>; zipped: Uint8Array<ArrayBuffer>; type: string; hash: string }

/** The files of `public/`, read once at start, and what older browsers lack: a QR reader, and Ed25519. */
const assets = new Map<string, Asset>()

/** The address of a file of `public/`, with its content's hash: a browser keeps it until it changes. */
export function asset(name: string): string {
  const known = assets.get(name)
  if (!known) throw new Error(`public/${name} does not exist`)
  return `/static/${name}?v=${known.hash}`
}

/** The text of a file of `public/`, for a page that has to carry it inside. */
export function assetText(name: string): string {
  const known = assets.get(name)
  if (!known) throw new Error(`public/${name} does not exist`)
  return Buffer.from(known.bytes).toString('utf8')
}

/** Mounted before the middleware: a style sheet needs no session. */
export const staticFiles = new Hono<Env>()
  .get('/static/:name{.+}', may.anyone(), (c) => send(c, c.req.param('name')))
  .get('/favicon.ico', may.anyone(), (c) => send(c, 'icon.svg'))
  // A service worker rules over the folder it is served from.
  .get('/offline-worker.js', may.anyone(), (c) => send(c, 'offline-worker.js'))

function send(c: Context<Env>, name: string) {
  const known = assets.get(name)
  c.header('X-Content-Type-Options', 'nosniff')
  if (!known) return c.text('Not found', 404)
  const isNamedByContent = c.req.query('v') === known.hash
  c.header('Cache-Control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
  c.header('ETag', `"${known.hash}"`)
  c.header('Vary', 'Accept-Encoding')
  if (c.req.header('if-none-match') === `"${known.hash}"`) return c.body(null, 304)
  c.header('Content-Type', known.type)
  if (!c.req.header('accept-encoding')?.includes('gzip')) return c.body(known.bytes)
  c.header('Content-Encoding', 'gzip')
  return c.body(known.zipped)
}

/** Style sheets come last, because the pictures they name get their hashes written in. */
function load() {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => Number(a.endsWith('.css')) - Number(b.endsWith('.css')))
  for (const name of names) {
    const content = readFileSync(join(folder, name))
    keep(name, name.endsWith('.css') ? Buffer.from(withHashes(content.toString('utf8'))) : content)
  }
  const { resolve } = createRequire(import.meta.url)
  keep('vendor/jsqr.js', readFileSync(resolve('jsqr')))
  keep('vendor/ed25519.js', readFileSync(resolve('@noble/ed25519')))
}

const withHashes = (css: string) => css.replace(/url\("([^"]+)"\)/g, (_, name: string) => `url("${asset(name)}")`)

function keep(name: string, content: Buffer) {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  const type = types[extname(name)] ?? 'application/octet-stream'
  assets.set(name, { bytes: new Uint8Array(content), zipped: new Uint8Array(gzipSync(content)), type, hash })
}

load()
