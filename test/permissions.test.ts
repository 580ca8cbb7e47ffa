import { expect, it, vi } from 'vitest'
import { nobody } from '../src/kit/actor.ts'
import { type Access, admits, guardedRoutes } from '../src/web/guard.ts'
import { type CastName, openTown, type Town } from './town.ts'

// Every address as everybody, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

/** One of each kind. Somebody not signed in is `undefined`. */
const everybody: (CastName | undefined)[] = [
  undefined,
  'wangFang',
  'clerkLi',
  'reviewerSun',
  'dispatcherGao',
  'officerKong',
  'keeperMa',
  'merchantNong',
  'bankerXu',
  'auditorWu',
  'adminZheng',
]

it('admits to every address exactly those whom it names, and never breaks', async () => {
  const town = await openTown()
  const wrong: string[] = []
  for (const { method, path, access } of guardedRoutes(town.app)) {
    for (const who of everybody) {
      const expected = admits(access as Access, who ? await town.actor(who) : nobody)
      const { status, code } = await knock(town, method, path, who)
      const admitted = code !== 'not_allowed' && code !== 'not_signed_in'
      if (admitted !== expected || status >= 500) wrong.push(`${who} ${method} ${path}: ${status} ${code ?? ''}`)
    }
  }
  expect(wrong).toEqual([])
})

/** Asks for something that does not exist, on a session of its own: some addresses end the session. */
async function knock(town: Town, method: string, path: string, who: CastName | undefined) {
  const session = who && (await town.sessions.open(who, 'test'))
  const answer = await town.app.request(addressOf(path), {
    method,
    headers: {
      Accept: 'application/json',
      'Sec-Fetch-Site': 'same-origin',
      ...(session ? { Cookie: `session=${session}` } : {}),
    },
  })
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
  const code = isProblem ? ((await answer.json()) as { code: string }).code : undefined
  return { status: answer.status, code }
}

/** `/tasks/:id` → `/tasks/none`; a parameter with a pattern gets digits, which fit most. */
const addressOf = (path: string) =>
  path
    .replace(/:\w+\{[^}]*\}/g, '00000000')
    .replace(/[:{]\w+\}?\??/g, 'none')
    .replace('*', 'none')
