import { expect, it } from 'vitest'
import { partOf } from './bottom-nav.tsx'

it.each([
  ['/', '/'],
  ['/tasks/some-task', '/tasks'],
  ['/claims/some-claim', '/tasks'],
  ['/reports', '/snap'],
  ['/my/reports', '/snap'],
  ['/orders/some-order', '/stores'],
  ['/donations/d-1', '/stores'],
  // What lies closer goes before what lies further up.
  ['/donations/mine', '/me'],
  ['/points/grant:claim-1', '/me'],
  ['/merchants/mine/m-1', '/me'],
  // Named by nothing: reached from the front door.
  ['/merchants', '/'],
  ['/areas/532503000000', '/'],
  // The same letters are not yet the same part.
  ['/storeship', '/'],
])('marks the part of the town that %s lies in: %s', (path, part) => {
  expect(partOf(path)).toBe(part)
})
