import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const onOff = z.enum(['0', '1']).transform((value) => value === '1')

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().min(1).optional(),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: z.string().min(32, 'at least 32 characters').optional(),
  DEMO: onOff.optional(),
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'an address with the bucket, such as https://s3.example.com/photos' })
    .optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  OUTBOUND_ALLOW: z
    .string()
    .regex(/^[\w.:[\]-]+(,[\w.:[\]-]+)*$/, 'hosts with or without a port, divided by commas')
    .optional(),
  TILE_URL: z.string().optional(),
  TILE_ATTRIBUTION: z.string().max(200).optional(),
  TILE_DATUM: z.enum(['wgs84', 'gcj02']).default('wgs84'),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  TRUST_PROXY: onOff.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** A bucket of an S3-compatible store. */
export type S3Settings = {
  /** With the bucket: `https://s3.example.com/photos`. */
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  region: string
}

/** A server of map tiles, which the maps are laid over. */
export type TileSettings = {
  /** With `{z}`, `{x}` and `{y}` in it. */
  template: string
  /** The only foreign place that pages may take pictures from. */
  origin: string
  /** Whose map it is, as its makers and the law want it said below. */
  attribution: string
  datum: 'wgs84' | 'gcj02'
}

export type Config = {
  production: boolean
  port: number
  host: string
  dataDir: string
  databaseUrl: string
  baseUrl: string
  secretKey: string
  demo: boolean
  smsUrl: string | undefined
  /** Where photos lie; without it, in `DATA_DIR/photos`. */
  s3: S3Settings | undefined
  /** Hosts of the inner network that may be called all the same, such as `open311.intranet` or `10.0.0.5:8080`. */
  outboundAllow: readonly string[]
  /** Without it the maps are drawn from the areas alone, and no browser asks anybody else for anything. */
  tiles: TileSettings | undefined
  /** Who may read `/metrics` from elsewhere; without one, only this machine may. */
  metricsToken: string | undefined
  trustProxy: boolean
  logLevel: string
}

/**
 * The settings, checked. Outside production a missing key is made once and kept in `DATA_DIR/secret.key` (0600).
 *
 * @throws Error with one line that names the setting and what is wrong with it
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable counts as absent: `PORT= npm start` means "the default".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const settings = parsed.data
  const production = settings.NODE_ENV === 'production'
  if (production && !settings.SECRET_KEY)
    throw new Error('SECRET_KEY: production needs one (at least 32 random characters)')

  const dataDir = resolve(settings.DATA_DIR)
  mkdirSync(dataDir, { recursive: true })
  const host = settings.HOST ?? (production ? '0.0.0.0' : '127.0.0.1')
  return {
    production,
    port: settings.PORT,
    host,
    dataDir,
    databaseUrl: settings.DATABASE_URL ?? join(dataDir, 'rongyu.sqlite'),
    baseUrl: (settings.BASE_URL ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${settings.PORT}`).replace(
      /\/+$/,
      '',
    ),
    secretKey: settings.SECRET_KEY ?? keyFile(join(dataDir, 'secret.key')),
    demo: settings.DEMO ?? !production,
    smsUrl: settings.SMS_URL,
    s3: s3In(settings),
    outboundAllow: settings.OUTBOUND_ALLOW?.toLowerCase().split(',') ?? [],
    tiles: tilesIn(settings),
    metricsToken: settings.METRICS_TOKEN,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
  }
}

/** All of it or nothing: half a setting would put photos where nobody looks for them. */
function s3In(settings: z.output<typeof environment>): S3Settings | undefined {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION: region } = settings
  const needed = { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === 3) return undefined
  if (!S3_ENDPOINT || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error(`${missing.join(', ')}: missing; photos in an S3 store need ${Object.keys(needed).join(', ')}`)
  if (new URL(S3_ENDPOINT).pathname === '/')
    throw new Error('S3_ENDPOINT: names no bucket; write it behind the address, such as https://s3.example.com/photos')
  return { endpoint: S3_ENDPOINT, accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY, region }
}

const tileParts = ['{z}', '{x}', '{y}']

function tilesIn({ TILE_URL, TILE_ATTRIBUTION, TILE_DATUM: datum }: z.output<typeof environment>) {
  if (TILE_URL === undefined) return undefined
  if (!TILE_ATTRIBUTION)
    throw new Error('TILE_ATTRIBUTION: missing; whose map it is stands below it, such as “© 天地图 GS(2024)0568号”')
  const filled = tileParts.reduce((address, part) => address.replace(part, '0'), TILE_URL)
  const isTemplate = tileParts.every((part) => TILE_URL.includes(part)) && !/[{}]/.test(filled)
  if (!isTemplate || !URL.canParse(filled) || !/^https?:$/.test(new URL(filled).protocol))
    throw new Error('TILE_URL: an address with {z}, {x} and {y}, such as https://tiles.example.cn/{z}/{x}/{y}.png')
  if (/[{}]/.test(TILE_URL.split('/').slice(0, 3).join('/')))
    throw new Error('TILE_URL: {z}, {x} and {y} stand behind the host, which is one and the same for all tiles')
  return { template: TILE_URL, origin: new URL(filled).origin, attribution: TILE_ATTRIBUTION, datum }
}

function keyFile(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8').trim()
}
