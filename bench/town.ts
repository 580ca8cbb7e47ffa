import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { prepared, type Tx } from '../db/database.ts'
import { people } from '../db/schema/people.ts'
import { ruleVersions } from '../db/schema/points.ts'
import { addArea } from '../src/areas/actions.ts'
import { readConfig } from '../src/config.ts'
import { newId } from '../src/kit/ids.ts'
import { openServices } from '../src/open.ts'
import { installDefaultRules } from '../src/points/actions.ts'
import { openPurse } from '../src/points/ledger/purses.ts'
import type { Cap } from '../src/points/rulebook/rules.ts'

export const cityId = '532503000000'
export const communityId = '532503003002'

const insertPerson = prepared('bench_person', (tx) =>
  tx.insert(people).values({
    ...{ id: sql.placeholder('id'), number: sql.placeholder('id'), displayName: '居民', areaId: communityId },
    ...{ verifiedAt: sql`${sql.param(sql.placeholder('now'), people.verifiedAt)}` },
    ...{ createdAt: sql`${sql.param(sql.placeholder('now'), people.createdAt)}` },
  }),
)

/** The caps are held against as ever, only nobody reaches them: a grant that is cut to nothing would be measured as one. */
async function liftCaps(tx: Tx) {
  const versions = await tx.select().from(ruleVersions).orderBy(asc(ruleVersions.id))
  for (const { id, terms } of versions) {
    const { caps } = terms as { caps?: Cap[] }
    if (!caps) continue
    const lifted = { ...(terms as object), caps: caps.map((cap) => ({ ...cap, max: 1_000_000_000 })) }
    await tx.update(ruleVersions).set({ terms: lifted }).where(eq(ruleVersions.id, id))
  }
}

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
    log: pino({ base: null }, pino.destination({ dest: '/dev/null', minLength: 16_000 })),
  }
  const now = new Date()
  const residentIds = Array.from({ length: residents }, () => newId())
  await services.database.atomically(async (tx) => {
    await addArea(tx, { id: cityId, kind: 'city', name: '蒙自市', residents: 74_500, now })
    await addArea(tx, { id: communityId, parentId: cityId, kind: 'community', name: '青云社区', residents: 4000, now })
    await installDefaultRules(tx, now)
    await liftCaps(tx)
    for (const id of residentIds) {
      await insertPerson(tx, { id, now })
      await openPurse(tx, { ownerId: id, kind: 'person' }, now)
    }
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
