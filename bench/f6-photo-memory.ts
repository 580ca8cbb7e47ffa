import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Corpus } from '../test/photo-corpus.ts'

/** The memory that reading photos takes, decoder and all: real and hostile ones where they lie beside the checkout. */
const megabytesMax = 500
const corpora = ['photos', 'hostile-images/own', 'hostile-images/public'].map((folder) =>
  fileURLToPath(new URL(`../../shared/data/${folder}`, import.meta.url)),
)
const isHere = corpora.every((folder) => existsSync(folder))
const folder = isHere ? undefined : await painted()
const { outcomes, megabytesMax: taken } = read(folder ? [folder] : corpora)
if (folder) rmSync(folder, { recursive: true })

const verdict = taken < megabytesMax ? 'reached' : 'MISSED'
console.log(
  `F6  ${outcomes.length} ${isHere ? 'real and hostile' : 'painted'} photos read one by one, decoder included`,
)
console.log(`    ours ${taken} MB at most   limit ${megabytesMax} MB   ${verdict}\n`)

function read(folders: string[]): Corpus {
  const program = fileURLToPath(new URL('../test/photo-corpus.ts', import.meta.url))
  const options = { maxBuffer: 1 << 24, env: { ...process.env, MALLOC_ARENA_MAX: '2' } }
  return JSON.parse(String(execFileSync(process.execPath, ['--import', 'tsx', program, ...folders], options)))
}

/** What costs most: the largest JPEG and the largest AVIF that are taken. */
async function painted(): Promise<string> {
  const into = mkdtempSync(join(tmpdir(), 'rongyu-photos-'))
  const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#797' } })
  writeFileSync(join(into, 'a.jpg'), await plain(8160, 6120).jpeg().toBuffer())
  writeFileSync(join(into, 'b.avif'), await plain(5712, 4284).avif({ effort: 0 }).toBuffer())
  return into
}
