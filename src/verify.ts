import { type Db, readSnapshot } from '../db/open.ts'
import { readConfig } from './config.ts'
import { verifyDonations } from './donations/verify.ts'
import { verifyHonors } from './honors/merit/queries.ts'
import { verifyHours } from './hours/queries.ts'
import { verifyHouseholds } from './households/verify.ts'
import { verifyMerchants } from './merchants/verify.ts'
import { verifyPoints } from './points/verify.ts'
import { spokenError } from './spoken-error.ts'
import { verifyStock } from './stock/verify.ts'
import { verifyDraws } from './stores/draws/verify.ts'

/** `npm run verify`: rebuilds what is kept from its entries and compares. Only reads, and may run beside the service. */
const books: [name: string, verify: (db: Db) => Promise<string[]>][] = [
  ['points', verifyPoints],
  ['stock', verifyStock],
  ['donations', verifyDonations],
  ['hours', verifyHours],
  ['honours', verifyHonors],
  ['merchants', verifyMerchants],
  ['households', verifyHouseholds],
  ['draws', verifyDraws],
]

try {
  const { databaseUrl } = readConfig()
  let differences = 0
  await readSnapshot(databaseUrl, async (db) => {
    for (const [name, verify] of books) {
      const started = performance.now()
      const found = await verify(db)
      differences += found.length
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${name}: ${found.length ? `${found.length} differences` : 'equal'} (${seconds} s)`)
      for (const sentence of found) console.log(`  ${sentence}`)
    }
  })
  process.exitCode = differences ? 1 : 0
} catch (error) {
  spokenError(error)
}
