import { and, eq, gt, isNull } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { serviceHours } from '../../../db/schema/hours.ts'
import { hoursOf, unitOf } from '../../hours/queries.ts'
import { starsOf } from '../../hours/rules.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { lastDayOf } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Sentence } from '../../web/words.ts'
import { noticeEnd } from '../calendar.ts'
import { tellReviewers } from '../notices/tell.ts'
import { lastUpheld, openStarObjections, type StarNotice, starsHeld } from './queries.ts'

type Asking = { key: string; showName: boolean; actor: Actor; now: Date }

/**
 * Somebody asks for the star level that their hours make. It goes on public notice, and counts once that is over.
 *
 * @returns the notice's id; the same key again gives the first one's
 * @throws Refusal `no_star_yet`, `star_held`, `star_stopped`, `star_noticed`
 */
export const askForStar = (tx: Tx, { key, showName, actor, now }: Asking): Promise<string> =>
  once(tx, { key, actorId: actor.id, content: ['askForStar', showName], now }, async (): Promise<string> => {
    const { stars, minutes, hoursToNext } = await hoursOf(tx, actor.id)
    if (stars === 0) throw new Refusal('conflict', 'no_star_yet', { hours: hoursToNext ?? 0 })
    if ((await starsHeld(tx, actor.id)) >= stars) throw new Refusal('conflict', 'star_held', { stars })
    await assertHoursChanged(tx, { personId: actor.id, stars })
    const { id: areaId, path: areaPath } = await unitOf(tx, (await personById(tx, actor.id)).areaId)
    const { terms } = await documentInForce(tx, 'TASKS', now)
    const noticeEndsAt = await noticeEnd(tx, terms.starNoticeDays, now)
    const row = { id: `${actor.id}-${key}`, personId: actor.id, stars, minutes, areaId, areaPath, showName }
    const [notice] = await tx
      .insert(starNotices)
      .values({ ...row, state: 'noticed', at: now, noticeEndsAt })
      .onConflictDoNothing()
      .returning()
    if (!notice) throw new Refusal('conflict', 'star_noticed', { stars })
    const until = lastDayOf(noticeEndsAt)
    await tell(tx, notice, {
      ...{ occasion: 'noticed', now },
      title: { zh: `${stars} 星志愿者公示中`, en: `On public notice: ${stars} stars` },
      body: {
        zh: `公示到 ${until}，没有成立的异议就认定。`,
        en: `Until ${until}; it counts unless an objection is right.`,
      },
    })
    return notice.id
  })

/**
 * An objection that was right holds as long as the hours that it was about.
 *
 * @throws Refusal `star_stopped`
 */
async function assertHoursChanged(tx: Tx, { personId, stars }: Pick<StarNotice, 'personId' | 'stars'>) {
  const since = await lastUpheld(tx, { personId, stars })
  if (!since) return
  const changed = and(eq(serviceHours.personId, personId), gt(serviceHours.at, since))
  if ((await tx.$count(serviceHours, changed)) === 0) throw new Refusal('conflict', 'star_stopped', { stars })
}

/** The notice is over and nothing stands against it: the level counts, if the hours still make it. */
export async function settleStar(tx: Tx, noticeId: string, now: Date): Promise<void> {
  const notice = await noticeToChange(tx, noticeId)
  if (notice.state !== 'noticed' || notice.noticeEndsAt > now) return
  if ((await openStarObjections(tx, noticeId)) > 0) return
  const { minutes } = await hoursOf(tx, notice.personId)
  if (starsOf(minutes).stars < notice.stars)
    return stopStar(tx, { notice, byId: system.id, why: { zh: '时长已不足', en: 'the hours are too few now' }, now })
  await endNotice(tx, { notice, state: 'granted', byId: system.id, now })
  await tell(tx, notice, {
    ...{ occasion: 'granted', now },
    title: { zh: `恭喜，认定为 ${notice.stars} 星志愿者`, en: `Congratulations: ${notice.stars} stars` },
    body: { zh: '可以签发和打印星级证书了。', en: 'You may sign and print a certificate of your stars.' },
  })
}

type Objecting = { key: string; noticeId: string; why: string; actor: Actor; now: Date }

/**
 * Anybody who is signed in may object while the notice runs, once.
 *
 * @throws Refusal `star_notice_missing`, `notice_over`, `honor_about_you`, `honor_objected_before`
 */
export async function objectToStar(tx: Tx, { key, noticeId, why, actor, now }: Objecting): Promise<void> {
  const notice = await noticeToChange(tx, noticeId)
  if (notice.state !== 'noticed' || notice.noticeEndsAt <= now) throw new Refusal('conflict', 'notice_over')
  if (notice.personId === actor.id) throw new Refusal('forbidden', 'honor_about_you')
  const row = { id: `${actor.id}-${key}`, noticeId, personId: actor.id, why, at: now }
  const [fresh] = await tx.insert(starObjections).values(row).onConflictDoNothing().returning()
  if (fresh)
    return tellReviewers(tx, {
      ...{ objectionId: row.id, areaPath: notice.areaPath, apart: [actor.id, notice.personId] },
      title: { zh: '星级公示有异议等待答复', en: 'An objection to a star level waits for an answer' },
      ...{ href: '/desk/stars', now },
    })
  const mine = and(eq(starObjections.noticeId, noticeId), eq(starObjections.personId, actor.id))
  const [first] = await tx.select().from(starObjections).where(mine)
  if (first?.why !== why) throw new Refusal('conflict', 'honor_objected_before')
}

type Answering = { objectionId: string; outcome: 'dismissed' | 'upheld'; answer: string; actor: Actor; now: Date }

/**
 * A reviewer of the area answers, neither who objected nor whose stars they are. One that is right ends the notice; the hours
 * themselves are corrected where they are kept.
 *
 * @throws Refusal `objection_missing`, `objection_yours`, `honor_about_you`, `objection_answered`
 */
export async function answerStarObjection(tx: Tx, { objectionId, outcome, answer, actor, now }: Answering) {
  const [known] = await tx.select().from(starObjections).where(eq(starObjections.id, objectionId))
  const objection = found(known, 'objection_missing')
  const notice = await noticeToChange(tx, objection.noticeId)
  const standing = standingOf(actor, { areaPath: notice.areaPath })
  if (!standing.has('reviewer') && !standing.has('admin')) throw new Refusal('missing', 'objection_missing')
  if (notice.personId === actor.id) throw new Refusal('forbidden', 'honor_about_you')
  if (objection.personId === actor.id) throw new Refusal('forbidden', 'objection_yours')
  const [answered] = await tx
    .update(starObjections)
    .set({ outcome, answer, answeredBy: actor.id, answeredAt: now })
    .where(and(eq(starObjections.id, objectionId), isNull(starObjections.outcome)))
    .returning()
  if (!answered || notice.state !== 'noticed') throw new Refusal('conflict', 'objection_answered')
  await tellAnswer(tx, answered, now)
  if (outcome === 'dismissed') return
  await stopStar(tx, { notice, byId: actor.id, why: { zh: answer, en: answer }, now })
  await answerOthers(tx, { notice, outcome, answer, answeredBy: actor.id, answeredAt: now })
}

type Answered = { outcome: 'upheld'; answer: string; answeredBy: string; answeredAt: Date }

/** Once the notice has stopped nobody can answer the other objections any more: they are right for the same reason. */
async function answerOthers(tx: Tx, { notice, ...same }: Answered & { notice: StarNotice }): Promise<void> {
  const others = await tx
    .update(starObjections)
    .set(same)
    .where(and(eq(starObjections.noticeId, notice.id), isNull(starObjections.outcome)))
    .returning()
  for (const other of others) await tellAnswer(tx, other, same.answeredAt)
}

const tellAnswer = (tx: Tx, { id, personId, answer }: typeof starObjections.$inferSelect, now: Date) =>
  notify(tx, {
    ...{ personId, key: `star-objection-${id}`, href: '/honors/notices', now },
    title: { zh: '您对星级公示的异议有了答复', en: 'Your objection to a star level was answered' },
    body: { zh: answer, en: answer },
  })

type Stopping = { notice: StarNotice; byId: string; why: Sentence; now: Date }

async function stopStar(tx: Tx, { notice, byId, why, now }: Stopping): Promise<void> {
  await endNotice(tx, { notice, state: 'stopped', byId, now })
  await tell(tx, notice, {
    ...{ occasion: 'stopped', now },
    title: { zh: `${notice.stars} 星认定已终止`, en: `${notice.stars} stars were not granted` },
    body: { zh: `原因：${why.zh}`, en: `Reason: ${why.en}` },
  })
}

type Ending = { notice: StarNotice; state: 'granted' | 'stopped'; byId: string; now: Date }

const endNotice = (tx: Tx, { notice, state, byId, now }: Ending) =>
  tx.update(starNotices).set({ state, endedBy: byId, endedAt: now }).where(eq(starNotices.id, notice.id))

/** @throws Refusal `star_notice_missing` */
async function noticeToChange(tx: Tx, id: string): Promise<StarNotice> {
  const [notice] = await locked(tx.select().from(starNotices).where(eq(starNotices.id, id)))
  return found(notice, 'star_notice_missing')
}

type Told = { occasion: 'noticed' | 'granted' | 'stopped'; title: Sentence; body: Sentence; now: Date }

const tell = (tx: Tx, { id, personId }: StarNotice, { occasion, ...said }: Told) =>
  notify(tx, { personId, key: `star-${id}-${occasion}`, href: '/honors/mine', ...said })
