import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { dialect } from '../db/columns.ts'
import { freshDatabase } from './databases.ts'

/** The commands of package.json, as processes of their own. */
type Settings = Record<string, string>

it('makes its key, answers, and stops when told', async () => {
  const settings = await newPlace()
  const server = await serve(settings)
  const answer = await fetch(`${server.address}/readyz`)
  expect(await answer.json()).toEqual({ status: 'ready' })
  expect(answer.headers.get('x-request-id')).toBeTruthy()
  expect(statSync(join(settings.DATA_DIR as string, 'secret.key')).mode & 0o777).toBe(0o600)

  expect(await server.end('SIGTERM')).toBe(0)
})

it('finishes the request that is running before it goes', async () => {
  const server = await serve(await newPlace())
  const body = 'lang=en&next=%2Ftasks'
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1')
  socket.write('POST /view HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n')
  socket.write(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 4)}`)
  let said = ''
  socket.on('data', (text) => (said += text))

  await new Promise((resolve) => setTimeout(resolve, 200))
  const ended = server.end('SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 200))
  socket.write(body.slice(4))

  expect(await ended).toBe(0)
  expect(said).toContain('HTTP/1.1 303')
  expect(said).toContain('/tasks')
})

it('goes on where it was killed', async () => {
  const settings = await newPlace()
  const first = await serve(settings)
  await first.end('SIGKILL')
  const second = await serve(settings)
  expect((await fetch(`${second.address}/healthz`)).status).toBe(200)
})

it.each([
  [{ PORT: 'eighty' }, 'PORT: '],
  [{ NODE_ENV: 'production', SECRET_KEY: '' }, 'SECRET_KEY: production needs one'],
  [{ BASE_URL: 'rongyu' }, 'BASE_URL: '],
])('says in one line what is wrong with %j', async (wrong, sentence) => {
  const { code, errors } = await run('server', [], { ...(await newPlace()), ...wrong })
  expect(code).toBe(1)
  expect(errors.trim().split('\n')).toEqual([expect.stringContaining(`rongyu: ${sentence}`)])
})

it('says that the port is taken', async () => {
  const { address } = await serve(await newPlace())
  const { port } = new URL(address)
  const { code, errors } = await run('server', [], { ...(await newPlace()), PORT: port })
  expect([code, errors]).toEqual([1, `rongyu: port ${port} is taken: set PORT to another one\n`])
})

it.runIf(dialect === 'sqlite')('lets one process have the file, and says so to the second', async () => {
  const settings = await newPlace()
  await serve(settings)
  const { code, errors } = await run('server', [], settings)
  expect(code).toBe(1)
  expect(errors).toContain('another process already has')
})

it.runIf(dialect === 'sqlite')(
  'backs up beside the running service, and restores only when it is stopped',
  async () => {
    const settings = await newPlace()
    const server = await serve(settings)
    const file = join(settings.DATA_DIR as string, 'copy.sqlite')
    expect(await run('backup', [file], settings)).toMatchObject({ code: 0, errors: '' })
    expect(await run('backup', [file], settings)).toMatchObject({ code: 1, errors: expect.stringContaining('exists') })
    expect(await run('verify', [], settings)).toMatchObject({ code: 0, errors: '' })
    const refused = await run('restore', [file, '--replace'], settings)
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('another process') })
    await server.end('SIGTERM')

    expect(await run('restore', [file], settings)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--replace'),
    })
    expect(await run('restore', [file, '--replace'], settings)).toMatchObject({ code: 0, errors: '' })
    expect(await run('verify', [], settings)).toMatchObject({ code: 0, errors: '' })
  },
)

it.runIf(dialect === 'sqlite')('restores nothing that is damaged or not ours', async () => {
  const settings = await newPlace()
  const { code, errors } = await run('restore', ['package.json', '--replace'], settings)
  expect([code, errors]).toEqual([1, expect.stringContaining('the copy cannot be used')])
  expect(await run('verify', [], settings)).toMatchObject({ code: 0 })
})

it.runIf(dialect === 'sqlite')('founds a city once', async () => {
  const settings = await emptyPlace()
  const city = ['532503000000', '蒙自市', '13800000099', '郑主任']
  expect(await run('found', ['5325', ...city.slice(1)], settings)).toMatchObject({ code: 1 })
  expect(await run('found', city, settings)).toMatchObject({ code: 0 })
  const again = await run('found', city, settings)
  expect(again).toEqual({ code: 1, errors: expect.stringContaining('蒙自市 is here already') })

  const server = await serve(settings)
  const areas = await fetch(`${server.address}/areas`)
  expect(await areas.text()).toContain('蒙自市')
})

it('settles the demo town anew after it was killed in the middle of it', async () => {
  const settings = { ...(await emptyPlace()), DEMO: '1' }
  for (const milliseconds of [0, 150, 400]) await killWhileSettling(settings, milliseconds)

  const server = await serve(settings)
  expect(await (await fetch(`${server.address}/demo`)).text()).toContain('王芳')
  expect(await (await fetch(`${server.address}/tasks`)).text()).toContain('/tasks/')
  await server.end('SIGTERM')
  expect(await run('verify', [], settings)).toMatchObject({ code: 0 })
})

it.runIf(dialect === 'postgresql')('settles one demo town when two processes start on one database', async () => {
  const settings = { ...(await emptyPlace()), DEMO: '1' }
  const servers = await Promise.all([serve(settings), serve(settings)])
  const answers = await Promise.all(servers.map(({ address }) => fetch(`${address}/tasks`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  for (const server of servers) await server.end('SIGTERM')
  expect(await run('verify', [], settings)).toMatchObject({ code: 0 })
})

/** The pictures lie on the disk just before the town is settled: that is the sign to count from. */
async function killWhileSettling(settings: Settings, milliseconds: number) {
  const photos = join(settings.DATA_DIR as string, 'photos')
  rmSync(photos, { recursive: true, force: true })
  const child = launch('server', [], settings)
  const isDrawn = () => existsSync(photos) && readdirSync(photos, { recursive: true }).length > 0
  while (!isDrawn()) await sleep(20)
  await sleep(milliseconds)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const emptyPlace = () => newPlace(false)

async function newPlace(isSettled = true): Promise<Settings> {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-commands-'))
  const { url, giveBack } = await freshDatabase(folder, isSettled)
  onTestFinished(async () => {
    await giveBack()
    rmSync(folder, { recursive: true, force: true })
  })
  return { DATA_DIR: folder, DATABASE_URL: url, PORT: '0', HOST: '127.0.0.1', DEMO: '0' }
}

const launch = (name: string, args: string[], settings: Settings) =>
  spawn(process.execPath, ['src/run.mjs', name, ...args], {
    env: { PATH: process.env.PATH, ...settings },
  })

async function serve(settings: Settings) {
  const child = launch('server', [], settings)
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit')
    child.kill(signal)
    return (await gone)[0]
  }
  onTestFinished(async () => void (child.exitCode === null && child.signalCode === null && (await end('SIGKILL'))))
  return { address: await addressSaidBy(child), end }
}

async function addressSaidBy(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const text of child.stdout ?? []) {
    said += text
    const [address] = said.match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
    if (address) return address
  }
  throw new Error(`the server said no address: ${said}`)
}

async function run(name: string, args: string[], settings: Settings) {
  const child = launch(name, args, settings)
  let errors = ''
  child.stderr?.on('data', (text) => (errors += text))
  const [code] = (await once(child, 'close')) as [number]
  return { code, errors }
}
