import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PreparedPhoto, preparePhoto } from '../src/photos/prepare.ts'

/** Reads every file of the folders named, and prints what became of each, and how much memory that took. */
export type Outcome = {
  name: string
  /** `ok`, a refusal's code, or what broke. */
  result: string
  milliseconds: number
  photo?: Pick<PreparedPhoto, 'width' | 'height' | 'prints'>
}
/** `megabytesMax` of this process together with the one that decodes for it, where Linux tells; else of this alone. */
export type Corpus = { outcomes: Outcome[]; megabytesMax: number }

const lookMilliseconds = 25

if (process.argv[1] === import.meta.filename) {
  const outcomes: Outcome[] = []
  let together = 0
  const looking = setInterval(() => {
    together = Math.max(together, megabytesNow())
  }, lookMilliseconds)
  for (const folder of process.argv.slice(2)) {
    const names = readdirSync(folder).filter((name) => !/\.(json|md)$/.test(name))
    for (const name of names) outcomes.push(await outcomeOf(name, readFileSync(join(folder, name))))
  }
  clearInterval(looking)
  const alone = process.resourceUsage().maxRSS / 1024
  const corpus: Corpus = { outcomes, megabytesMax: Math.round(Math.max(alone, together)) }
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

/** What comes from files, such as the program itself, is shared by both and counts once. */
function megabytesNow(): number {
  const children = textOf(`/proc/${process.pid}/task/${process.pid}/children`).split(' ').filter(Boolean)
  // The loader of the tests has a helper too, which the service has not.
  const decoders = children.filter((pid) => textOf(`/proc/${pid}/cmdline`).includes('decoder.mjs'))
  const tellings = [process.pid, ...decoders].map((pid) => textOf(`/proc/${pid}/status`))
  const kilobytes = (name: string) =>
    tellings.map((told) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(told)?.[1] ?? 0))
  const own = kilobytes('RssAnon').reduce((sum, one) => sum + one, 0)
  return (own + Math.max(...kilobytes('RssFile'))) / 1024
}

/** Nothing of a process that has just ended, or where there is no `/proc`. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
