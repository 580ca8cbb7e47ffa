import { expect, it } from 'vitest'
import { openTown } from '../../test/town.ts'
import type { Role } from '../kit/actor.ts'
import { DeskNav, deskLinks } from './desk-nav.tsx'
import { guardedRoutes } from './guard.ts'

const t = (zh: string) => zh
const someone = (...roles: Role[]) => ({
  id: 'someone',
  name: '某人',
  grants: roles.map((role) => ({ role, areaPath: '532503000000/' })),
})
const drawn = (path: string, ...roles: Role[]) => String(<DeskNav t={t} actor={someone(...roles)} path={path} />)
const current = (nav: string) => [...nav.matchAll(/<a href="([^"]+)" aria-current="page">/g)].map(([, href]) => href)

it('puts few links in a row, and many into groups', () => {
  expect(drawn('/desk/stock', 'keeper')).not.toContain('desk-group')
  const nav = drawn('/desk/stock', 'admin')
  expect([...nav.matchAll(/desk-group-name" href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/desk',
    '/desk/stores',
    '/desk/people',
    '/desk/honors',
    '/desk/points',
    '/desk/areas',
  ])
})

it.each([
  ['/desk', '/desk'],
  ['/desk/stock/lots/1', '/desk/stock'],
  ['/desk/reviews/differences', '/desk/reviews/differences'],
  ['/desk/stars', '/desk/honors'],
])('marks on %s the link and the group that hold it', (path, href) => {
  const nav = drawn(path, 'admin', 'auditor')
  expect(current(nav)).toEqual([href])
  expect(/desk-group here">.*?<\/div><\/div>/.exec(nav)?.[0]).toContain(`href="${href}" aria-current`)
})

it('leads each role only where its links are', () => {
  const links = (role: Role) => deskLinks(someone(role), t).map(({ href }) => href)
  expect(links('banker')).toEqual(['/bank'])
  expect(links('officer')).toEqual(['/desk', '/desk/duty'])
  expect(links('clerk')).not.toContain('/desk/rules')
})

it('holds every page of the desk under one of its links', async () => {
  const pages = guardedRoutes((await openTown()).app).filter(
    ({ method, path }) => method === 'GET' && /^\/desk\b/.test(path),
  )
  const everyRole: Role[] = ['clerk', 'reviewer', 'dispatcher', 'officer', 'keeper', 'auditor', 'admin']
  const lost = pages.filter(({ path }) => current(drawn(path, ...everyRole)).length !== 1)
  expect(lost.map(({ path }) => path)).toEqual([])
  expect(pages.length).toBeGreaterThan(90)
})
