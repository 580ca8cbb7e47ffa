import { asc } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { donationLines } from '../../../db/schema/donations.ts'
import { worthOf } from '../rules.ts'
import { usesOf } from './queries.ts'
import { usedFen } from './rules.ts'

/** Adds up how donated money was used: never more than was given, and each use by the word of two people. */
export async function verifyMoney(db: Db): Promise<string[]> {
  const uses = await usesOf(db)
  const lines = await db.select().from(donationLines).orderBy(asc(donationLines.id))
  return lines.flatMap((line) => {
    const theirs = uses.get(line.id) ?? []
    const [given, used] = [line.kind === 'money' ? worthOf([line]) : 0, usedFen(theirs)]
    return [
      ...(used < 0 || used > given ? [`money ${line.id}: given is ${given}, its uses add up to ${used}`] : []),
      ...theirs.flatMap(({ id, enteredBy, answeredBy }) =>
        enteredBy === answeredBy ? [`money ${line.id}: the use ${id} was confirmed by who entered it`] : [],
      ),
    ]
  })
}
