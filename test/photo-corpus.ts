import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PreparedPhoto, preparePhoto } from '../src/photos/prepare.ts'

/** Reads every file of the folders named, and prints what became of each, and the process's largest size. */
export type Outcome = {
  name: string
  /** `ok`, a refusal's code, or what broke. */
  result: string
  milliseconds: number
  photo?: Pick<PreparedPhoto, 'width' | 'height' | 'prints'>
}
export type Corpus = { outcomes: Outcome[]; megabytesMax: number }

if (process.argv[1] === import.meta.filename) {
  const outcomes: Outcome[] = []
  for (const folder of process.argv.slice(2)) {
    const names = readdirSync(folder).filter((name) => !/\.(json|md)$/.test(name))
    for (const name of names) outcomes.push(await outcomeOf(name, readFileSync(join(folder, name))))
  }
  const corpus: Corpus = { outcomes, megabytesMax: Math.round(process.resourceUsage().maxRSS / 1024) }
  process.stdout.write(JSON.stringify(corpus))
}

async function outcomeOf(name: string, bytes: Uint8Array): Promise<Outcome> {
  const started = performance.now()
  const told = await preparePhoto(bytes).then(
    ({ width, height, prints }) => ({ result: 'ok', photo: { width, height, prints } }),
    (error) => ({ result: String(error.code ?? error) }),
  )
  return { name, ...told, milliseconds: Math.round(performance.now() - started) }
}
