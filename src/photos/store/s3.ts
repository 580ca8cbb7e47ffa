import { S3mini } from 's3mini'
import type { S3Settings } from '../../config.ts'
import { second } from '../../kit/clock.ts'
import type { PhotoStore } from '../../kit/services.ts'

const prefix = 'photos/'
const pageSize = 500

/** Photos in a bucket of an S3-compatible store, by the SHA-256 of their bytes. */
export function photosInS3(settings: S3Settings): PhotoStore {
  const s3 = new S3mini({ ...settings, requestAbortTimeout: 20 * second })
  const keyOf = (id: string) => {
    if (!/^[0-9a-f]{64}$/.test(id)) throw new Error('a photo id is a SHA-256 in hex')
    return prefix + id
  }
  return {
    async put(id, bytes) {
      await s3.putObject(keyOf(id), Buffer.from(bytes), 'image/webp')
    },
    async get(id) {
      const bytes = await s3.getObjectArrayBuffer(keyOf(id))
      return bytes ? new Uint8Array(bytes) : undefined
    },
    async remove(id) {
      await s3.deleteObject(keyOf(id))
    },
    async *list() {
      let next: string | undefined
      do {
        const page = await s3.listObjectsPaged('/', prefix, pageSize, next)
        for (const { Key, LastModified } of page?.objects ?? [])
          yield { id: Key.slice(prefix.length), at: new Date(LastModified) }
        next = page?.nextContinuationToken
      } while (next)
    },
  }
}

/**
 * Writes, reads and removes one small file, so that a wrong setting is found at start and not by a resident.
 *
 * @returns the same store
 * @throws Error with one line that names the settings and what the store says
 */
export async function assertReachable(store: PhotoStore): Promise<PhotoStore> {
  const id = '0'.repeat(64)
  try {
    await store.put(id, new Uint8Array([1]))
    if (!(await store.get(id))) throw new Error('what was written cannot be read')
    await store.remove(id)
    return store
  } catch (error) {
    const said = String((error as Error).message).split('\n')[0]
    throw new Error(
      `S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: the photo store does not answer as it should (${said})`,
    )
  }
}
