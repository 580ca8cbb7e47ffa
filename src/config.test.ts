import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from './config.ts'

function read(given: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return readConfig({ DATA_DIR: folder, ...given })
}

const tiles = { TILE_URL: 'https://tiles.example.cn/{z}/{x}/{y}.png?k=1', TILE_ATTRIBUTION: '© 示例地图' }

it('draws tiles where a server of them is named, and none otherwise', () => {
  expect(read({}).tiles).toBeUndefined()
  expect(read({ ...tiles, TILE_DATUM: 'gcj02' }).tiles).toEqual({
    ...{ template: tiles.TILE_URL, origin: 'https://tiles.example.cn', attribution: '© 示例地图', datum: 'gcj02' },
  })
})

it.each([
  [{ TILE_ATTRIBUTION: '' }, 'TILE_ATTRIBUTION'],
  [{ TILE_URL: 'https://tiles.example.cn/{z}/{x}.png' }, 'TILE_URL'],
  [{ TILE_URL: 'https://tiles.example.cn/{s}/{z}/{x}/{y}.png' }, 'TILE_URL'],
  [{ TILE_URL: 'javascript:alert({z}{x}{y})' }, 'TILE_URL'],
  [{ TILE_URL: '/{z}/{x}/{y}.png' }, 'TILE_URL'],
  [{ TILE_URL: 'https://t{x}.example.cn/{z}/{x}/{y}.png' }, 'TILE_URL'],
  [{ TILE_DATUM: 'bd09' }, 'TILE_DATUM'],
])('refuses to start with %o, and names %s', (wrong, name) => {
  expect(() => read({ ...tiles, ...wrong })).toThrow(name)
})
