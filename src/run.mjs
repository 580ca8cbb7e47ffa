import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { bundled } from './bundle.mjs'

/** `node src/run.mjs NAME …` runs `src/NAME.ts`. Plain JavaScript: nothing has been translated yet. */
const [name] = process.argv.splice(2, 1)
const file = await bundled(name)
process.setSourceMapsEnabled(true)
await import(pathToFileURL(file).href)
