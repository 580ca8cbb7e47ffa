import type { Hono, MiddlewareHandler } from 'hono'
import { holds, isSignedIn, type Role } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'

/** Who may come to an address. Rows are checked in the actions, with `standingOf`. */
export type Access = 'anyone' | 'signed in' | readonly Role[]

const accessOf = new WeakMap<object, Access>()

function guard(access: Access): MiddlewareHandler<Env> {
  const handler: MiddlewareHandler<Env> = (c, next) => {
    const actor = c.get('actor')
    if (admits(access, actor)) return next()
    throw isSignedIn(actor) ? new Refusal('forbidden', 'not_allowed') : new Refusal('signed_out', 'not_signed_in')
  }
  accessOf.set(handler, access)
  return handler
}

/** Whether this access admits the actor to the address. */
export function admits(access: Access, actor: Env['Variables']['actor']): boolean {
  if (access === 'anyone') return true
  if (access === 'signed in') return isSignedIn(actor)
  return holds(actor, access)
}

/**
 * The first thing behind every path says who may come.
 *
 * @example .post('/tasks', may.be('clerk', 'admin'), async (c) => …)
 */
export const may = {
  anyone: () => guard('anyone'),
  signedIn: () => guard('signed in'),
  be: (...roles: Role[]) => guard(roles),
}

export type GuardedRoute = { method: string; path: string; access: Access | undefined }

/** Every address with who may come; `access` is undefined where nobody said. */
export function guardedRoutes(app: Hono<Env>): GuardedRoute[] {
  const routes = new Map<string, GuardedRoute>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    const known = routes.get(key) ?? { method, path, access: undefined }
    known.access ??= accessOf.get(handler)
    routes.set(key, known)
  }
  return [...routes.values()]
}

/** Deny by default: the service does not start while an address says nothing about who may come. */
export function assertGuarded(app: Hono<Env>): void {
  const open = guardedRoutes(app).filter((route) => route.access === undefined)
  if (open.length) throw new Error(`no guard on ${open.map((route) => `${route.method} ${route.path}`).join(', ')}`)
}
