import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { awardClasses, awardClassVersions } from '../../../db/schema/honors.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { defaultClasses } from './defaults.ts'
import { type AwardClass, awardClassNow } from './queries.ts'

export type ClassFields = Omit<AwardClass, 'id' | 'classId' | 'version' | 'why' | 'byId' | 'at'>

type Writing = { fields: ClassFields; why: string; actor: Actor; now: Date }

/**
 * A new class of honour or merit.
 *
 * @returns its id; the same key again gives the first one's
 * @throws Refusal `award_class_not_yours`, `merit_for_persons`
 */
export async function addAwardClass(tx: Tx, { key, id = key, ...given }: Writing & { key: string; id?: string }) {
  const { fields, why, actor, now } = given
  await assertCity(tx, actor)
  assertFits(fields)
  return once(tx, { key, actorId: actor.id, content: ['addAwardClass', fields], now }, async (): Promise<string> => {
    await tx.insert(awardClasses).values({ id, version: 1, createdAt: now })
    await write(tx, { classId: id, version: 1, fields, why, actor, now })
    return id
  })
}

/**
 * A new version of a class. Nominations that are under way keep to the one they were made under.
 *
 * @throws Refusal `stale_version`, `award_class_missing`, and those of `addAwardClass`
 */
export async function changeAwardClass(
  tx: Tx,
  { classId, version, ...given }: Writing & { classId: string; version: number },
) {
  const { fields, why, actor, now } = given
  await assertCity(tx, actor)
  assertFits(fields)
  const known = await awardClassNow(tx, classId)
  sameVersion(known.version, version, { yours: fields, theirs: known })
  const [next] = await tx
    .update(awardClasses)
    .set({ version: version + 1 })
    .where(and(eq(awardClasses.id, classId), eq(awardClasses.version, version)))
    .returning({ version: awardClasses.version })
  if (!next) throw new Refusal('conflict', 'stale_version')
  await write(tx, { classId, version: next.version, fields, why, actor, now })
}

/** Classes hold for the whole city, so only its own administrators write them. */
async function assertCity(tx: Tx, actor: Actor) {
  const standing = standingOf(actor, { areaPath: (await theCity(tx)).path })
  if (actor.id !== system.id && !standing.has('admin')) throw new Refusal('forbidden', 'award_class_not_yours')
}

function assertFits({ gives, subjectKind }: ClassFields) {
  if (gives === 'merit' && subjectKind !== 'person')
    throw new Refusal('invalid', 'merit_for_persons', { field: 'subjectKind' })
}

type Version = Writing & { classId: string; version: number }

const write = (tx: Tx, { classId, version, fields, why, actor, now }: Version) =>
  tx.insert(awardClassVersions).values({ id: newId(now), classId, version, ...fields, why, byId: actor.id, at: now })

/** Lays down the classes a city begins with, where there are none yet. */
export async function installDefaultClasses(tx: Tx, now: Date): Promise<void> {
  const why = '起始版本 First version'
  for (const [id, fields] of Object.entries(defaultClasses)) {
    const row = { id, version: 1, createdAt: now }
    const [fresh] = await tx.insert(awardClasses).values(row).onConflictDoNothing().returning({ id: awardClasses.id })
    if (fresh) await write(tx, { classId: id, version: 1, fields, why, actor: system, now })
  }
}
