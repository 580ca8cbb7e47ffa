import { openDatabase } from '../db/open.ts'
import { series } from '../db/schema/requests.ts'
import { Refusal } from '../src/kit/refusal.ts'

/**
 * A process that writes as fast as it can, sixteen at a time, and says what was answered. It goes on until it is killed
 * or refused. For the tests of what survives.
 */
const { db, atomically } = await openDatabase(process.env.DATABASE_URL as string)
const padding = 'x'.repeat(500)

await Promise.all(
  Array.from({ length: 16 }, async (_, writer) => {
    for (let turn = 0; ; turn++) {
      const name = `${writer}-${turn}-${padding}`
      try {
        await atomically(async (tx) => void (await tx.insert(series).values({ name, last: turn })))
        process.stdout.write(`kept ${writer}-${turn}\n`)
      } catch (error) {
        const code = error instanceof Refusal ? error.code : String(error)
        process.stdout.write(`refused ${code}; still reads ${await db.$count(series)}\n`)
        return
      }
    }
  }),
)
process.exit(0)
