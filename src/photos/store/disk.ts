import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PhotoStore } from '../../kit/services.ts'

/** A file's name: the SHA-256 of its bytes; behind it something of our own while it is being written. */
const named = /^[0-9a-f]{64}(\.[0-9a-f]{12})?$/

/** Photos in a folder, by the SHA-256 of their bytes, two levels deep. A half-written file never gets its name. */
export function photosOnDisk(folder: string): PhotoStore {
  const pathOf = (id: string) => {
    if (!named.test(id)) throw new Error('a photo id is a SHA-256 in hex')
    return join(folder, id.slice(0, 2), id)
  }
  return {
    async put(id, bytes) {
      const path = pathOf(id)
      await mkdir(dirname(path), { recursive: true })
      const half = `${path}.${randomBytes(6).toString('hex')}`
      const file = await open(half, 'w', 0o600)
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      await rename(half, path)
    },
    get: (id) => unlessMissing(readFile(pathOf(id))),
    remove: (id) => rm(pathOf(id), { force: true }),
    async *list() {
      for (const name of (await unlessMissing(readdir(folder))) ?? []) {
        for (const id of await readdir(join(folder, name))) {
          const file = named.test(id) ? await unlessMissing(stat(pathOf(id))) : undefined
          if (file) yield { id, at: file.mtime }
        }
      }
    },
  }
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
