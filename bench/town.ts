import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { people } from '../db/schema/people.ts'
import { addArea } from '../src/areas/actions.ts'
import { readConfig } from '../src/config.ts'
import { newId } from '../src/kit/ids.ts'
import { openServices } from '../src/open.ts'
import { installDefaultRules } from '../src/points/actions.ts'

export const cityId = '532503000000'
export const communityId = '532503003002'

/**
 * The service on a database of its own, with so many verified residents. Logs are written, to nowhere: writing them is
 * part of what is measured.
 */
export async function openBenchTown({ residents = 1, databaseUrl = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-bench-'))
  const config = readConfig({
    DATA_DIR: folder,
    DEMO: '0',
    BASE_URL: 'http://localhost',
    DATABASE_URL: databaseUrl || join(folder, 'bench.sqlite'),
  })
  const services = {
    ...(await openServices(config)),
    log: pino({ base: null }, pino.destination({ dest: '/dev/null', minLength: 4096 })),
  }
  const now = new Date()
  const residentIds = Array.from({ length: residents }, () => newId())
  await services.database.atomically(async (tx) => {
    await addArea(tx, { id: cityId, kind: 'city', name: '蒙自市', residents: 74_500, now })
    await addArea(tx, { id: communityId, parentId: cityId, kind: 'community', name: '青云社区', residents: 4000, now })
    await installDefaultRules(tx, now)
    for (const id of residentIds)
      await tx
        .insert(people)
        .values({ id, number: id, displayName: '居民', areaId: communityId, verifiedAt: now, createdAt: now })
  })
  return {
    ...services,
    residentIds,
    async close() {
      await services.database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
