import type { Tx } from '../../../db/database.ts'
import { ballots, type MeritGrade } from '../../../db/schema/honors.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { keepWords, mayMove, moveNomination } from '../nominations/move.ts'
import { caseFor, type Nomination } from '../nominations/queries.ts'
import { tellNominator, tellNominees } from '../nominations/tell.ts'
import { assertPoints, outcomeOf } from '../rules.ts'
import { type Ballot, ballotsOf } from './queries.ts'

export type NewBallot = {
  nominationId: string
  vote: Ballot['vote']
  grade?: MeritGrade | undefined
  why: string
  /** The member declares to be neither related to nor in business with whom it is about. */
  isUnrelated: boolean
  actor: Actor
  now: Date
}

/**
 * One vote of a panel member, for good. Who nominated or is meant, or belongs to the family or shop, cannot vote; who is
 * related steps aside.
 *
 * @throws Refusal `nomination_missing` (no seat), `not_voting_now`, `ballot_conflict`, `unrelated_needed`,
 *   `grade_needed`, `honor_why`, `voted_before`
 */
export async function castBallot(tx: Tx, { nominationId, actor, now, ...given }: NewBallot): Promise<void> {
  const { nomination, awardClass, parts, involved } = await caseFor(tx, nominationId, actor, now)
  if (!parts.has('member')) throw new Refusal('missing', 'nomination_missing')
  if (nomination.state !== 'voting') throw new Refusal('conflict', 'not_voting_now')
  const { vote, why, isUnrelated } = given
  if (vote !== 'recused') {
    const isTied = parts.has('nominee') || involved.tiedIds.includes(actor.id)
    if (parts.has('nominator') || isTied) throw new Refusal('forbidden', 'ballot_conflict')
    if (!isUnrelated) throw new Refusal('invalid', 'unrelated_needed', { field: 'isUnrelated' })
  }
  if (!why && vote !== 'for') throw new Refusal('invalid', 'honor_why', { field: 'why' })
  const isGraded = vote === 'for' && awardClass.gives === 'merit'
  if (isGraded && !given.grade) throw new Refusal('invalid', 'grade_needed', { field: 'grade' })
  const row = { nominationId, personId: actor.id, vote, grade: isGraded ? (given.grade ?? null) : null, at: now }
  const [cast] = await tx.insert(ballots).values(row).onConflictDoNothing().returning()
  if (cast) return keepWords(tx, { ofId: `${nominationId}:${actor.id}`, nominationId, words: why })
  const first = (await ballotsOf(tx, nominationId)).find(({ personId }) => personId === actor.id)
  if (first?.vote !== vote || first.grade !== row.grade) throw new Refusal('conflict', 'voted_before')
}

export type Closing = { nominationId: string; version: number; points: number; actor: Actor; now: Date }

/**
 * The chair closes the vote; the count decides. For merit the panel names the points of R10 as well.
 *
 * @throws Refusal `nomination_missing`, `stale_version`, `quorum_missing`, `merit_points_range`, `merit_points_unfit`
 */
export async function closeVote(tx: Tx, { nominationId, version, points, actor, now }: Closing): Promise<Nomination> {
  const { nomination, awardClass } = await caseFor(tx, nominationId, actor, now)
  sameVersion(nomination.version, version, { yours: { points }, theirs: { state: nomination.state } })
  await mayMove(tx, { nomination, step: 'support', actor, now })
  assertPoints(points, awardClass.gives)
  const { isSupported, grade } = outcomeOf(await ballotsOf(tx, nominationId), awardClass)
  if (isSupported) return moveNomination(tx, { nomination, step: 'support', actor, now }, { grade, points })

  const dismissed = await moveNomination(tx, { nomination, step: 'dismiss', actor, now })
  const telling = {
    ...{ nomination: dismissed, awardClass, occasion: 'dismissed', now },
    title: { zh: `评审没有通过：${awardClass.zh}`, en: `Not supported: ${awardClass.en}` },
    body: { zh: '赞成票没有达到规定的比例。谢谢您的参与。', en: 'There were not enough votes in favour. Thank you.' },
  }
  await tellNominees(tx, telling)
  await tellNominator(tx, telling)
  return dismissed
}
