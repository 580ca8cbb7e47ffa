import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * `node src/run.mjs NAME …` runs `src/NAME.ts`. Loading its modules one by one (about a thousand) would take seconds: they
 * are put into one file first, once for each change of them. Plain JavaScript: nothing has been translated yet.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const [name] = process.argv.splice(2, 1)
const file = join(root, `dist/${name}.js`)
const draft = `${file}.${process.pid}`

if (!isUpToDate()) await bundle()
process.setSourceMapsEnabled(true)
await import(pathToFileURL(file).href)

/** A file that was taken away is seen by the time of its folder. */
function isUpToDate() {
  const sources = ['src', 'db', 'seed'].flatMap((folder) => [folder, ...below(folder)])
  const changedAt = Math.max(...['package.json', ...sources].map((path) => statSync(join(root, path)).mtimeMs))
  return existsSync(file) && statSync(file).mtimeMs > changedAt
}

function below(folder) {
  const inside = readdirSync(join(root, folder), { recursive: true })
  return inside.filter((path) => !path.startsWith('migrations')).map((path) => join(folder, path))
}

async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: [`src/${name}.ts`],
    outfile: draft,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  renameSync(draft, file) // Another process may be reading the last one.
}
