import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { found } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { may } from './guard.ts'
import { describeApi } from './openapi.ts'
import { asset } from './static.ts'

const require = createRequire(import.meta.url)
const swaggerFiles: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

/** `/openapi.json` for programs and `/docs` for people, from our own server: no CDN. */
export function apiDocs(app: OpenAPIHono<Env>) {
  let description: object | undefined
  return new Hono<Env>()
    .get('/openapi.json', may.anyone(), (c) => {
      description ??= describeApi(app)
      return c.json(description)
    })
    .get('/docs', may.anyone(), (c) =>
      c.html(
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Rongyu API</title>
            <link rel="icon" href="/favicon.ico" type="image/svg+xml" />
            <link rel="stylesheet" href="/docs/swagger-ui.css" />
            <script defer src="/docs/swagger-ui-bundle.js" />
            <script defer src={asset('docs.js')} />
          </head>
          <body>
            <div id="docs" />
            <noscript>
              <a href="/openapi.json">openapi.json</a>
            </noscript>
          </body>
        </html>,
      ),
    )
    .get('/docs/:file', may.anyone(), async (c) => {
      const file = c.req.param('file')
      const type = found(swaggerFiles[file], 'page_missing')
      c.header('Content-Type', type)
      c.header('Content-Encoding', 'gzip')
      c.header('Cache-Control', 'public, max-age=86400')
      return c.body(await zipped(file))
    })
}

const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** Read and zipped at the first request. Every browser that runs the docs takes gzip. */
function zipped(file: string) {
  const known = kept.get(file) ?? readFile(require.resolve(`swagger-ui-dist/${file}`)).then(zip)
  kept.set(file, known)
  return known
}

const zip = async (content: Buffer) => new Uint8Array(await promisify(gzip)(content))
