import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))

/** What stays in `node_modules`: machine code, and what was written for `require`. */
const external = [
  ...['better-sqlite3', 'sharp', '@node-rs/argon2', 'libheif-js', 'swagger-ui-dist', 'esbuild'],
  ...['pg', 'pino', 'prom-client', 'qrcode', 'jsqr', 'exifr', 's3mini'],
]

/**
 * Puts a program and everything it imports into one file, unless that stands and nothing has changed since: loading about
 * two thousand modules one by one takes seconds.
 *
 * @param {string} name of a file below `src`, without its ending; one with a `/` in it stands below the root
 * @returns {Promise<string>} the file to run
 */
export async function bundled(name) {
  const file = join(root, 'dist', `${name}.js`)
  if (isNewest(file)) return file
  const { build } = await import('esbuild')
  const draft = `${file}.${process.pid}`
  await build({
    absWorkingDir: root,
    entryPoints: [name.includes('/') ? `${name}.ts` : `src/${name}.ts`],
    outfile: draft,
    bundle: true,
    external,
    platform: 'node',
    format: 'esm',
    minifyWhitespace: true,
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
  })
  renameSync(draft, file) // Another process may be reading the last one.
  return file
}

/** A file that was taken away is seen by the time of its folder. */
function isNewest(file) {
  const sources = ['src', 'db', 'seed', 'bench'].flatMap((folder) => [folder, ...below(folder)])
  const inputs = ['package.json', 'node_modules/.package-lock.json', ...sources]
  const changedAt = Math.max(
    ...inputs.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  )
  return existsSync(file) && statSync(file).mtimeMs > changedAt
}

function below(folder) {
  const inside = readdirSync(join(root, folder), { recursive: true })
  return inside.filter((path) => !path.startsWith('migrations')).map((path) => join(folder, path))
}

/** `node src/bundle.mjs NAME`, as npm does after installing, so that the first start need not. */
if (process.argv[1] === here) await bundled(process.argv[2])
