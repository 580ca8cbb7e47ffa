import type { PhotoStore } from '../../kit/services.ts'

/** Photos as long as the process lives; for where the clockwork runs and photos play no part. */
export function photosInMemory(): PhotoStore {
  const files = new Map<string, Uint8Array>()
  return {
    put: async (id, bytes) => void files.set(id, bytes),
    get: async (id) => files.get(id),
    remove: async (id) => void files.delete(id),
    async *list() {},
  }
}
