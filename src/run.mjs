import { renameSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * `node src/run.mjs NAME …` runs `src/NAME.ts`. Loading its modules one by one (about a thousand) would take seconds: they
 * are put into one file first, which takes a fraction of one. Plain JavaScript: nothing has been translated yet.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const [name] = process.argv.splice(2, 1)
const file = join(root, `dist/${name}.js`)
const draft = `${file}.${process.pid}`

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
process.setSourceMapsEnabled(true)
await import(pathToFileURL(file).href)
