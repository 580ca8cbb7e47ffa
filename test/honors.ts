import { answerNomination, nominate } from '../src/honors/nominations/actions.ts'
import { nominationById } from '../src/honors/nominations/queries.ts'
import { addPanel } from '../src/honors/panels/actions.ts'
import { castBallot, closeVote } from '../src/honors/votes/actions.ts'
import { recordHours } from '../src/hours/actions.ts'
import { day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { grantPoints } from '../src/points/actions.ts'
import { city, qingyun, qingyunGrid, type Town } from './town.ts'

/** Hours of service and points that somebody has, recorded like all others; the clock moves past the objection window. */
export async function withRecords(town: Town, personId: string, { hours = 24, points = 120 } = {}) {
  await town.atomically(async (tx) => {
    for (let left = hours, at = later(town.now(), -200 * day); left > 0; left -= 8, at = later(at, day))
      await recordHours(tx, {
        ...{ id: `served-${personId}-${left}`, personId, title: '社区服务', areaId: qingyunGrid, place: '青云社区' },
        ...{
          beneficiary: '居民',
          content: '打扫',
          responsible: '李干事',
          recorder: '孙审核',
          grade: 'A',
          evidence: [],
        },
        ...{
          intervals: [{ from: at, to: later(at, Math.min(left, 8) * hour) }],
          actorId: 'reviewerSun',
          now: town.now(),
        },
      })
    for (let left = points, part = 0; left > 0; left -= 100, part++)
      await grantPoints(tx, {
        ...{ id: `earned-${personId}-${part}`, personId, rule: 'R10', points: Math.max(50, Math.min(left, 100)) },
        ...{ budgetAreaId: qingyun, cause: { kind: 'test', id: personId, zh: '测试', en: 'test' } },
        ...{ actorId: 'reviewerSun', now: town.now() },
      })
  })
  await town.advance(4 * day)
}

/** The panel of the tests: 张伟 (chair), 李娜, 陈杰. */
export const judges = ['zhangWei', 'liNa', 'chenJie'] as const

/** A panel for the whole city, named by its administrator. */
export async function namePanel(town: Town, memberIds: readonly string[] = judges): Promise<string> {
  const fields = { name: '文明评审组', memberIds }
  const actor = await town.actor('adminZheng')
  return town.atomically((tx) => addPanel(tx, { key: newId(), areaId: city, fields, actor, now: town.now() }))
}

type State = { id: string; state: string; version: number; noticeEndsAt: string | null }

/** Somebody takes a step of the desk through the API. */
export async function step(town: Town, who: string, id: string, name: string, given: Record<string, unknown> = {}) {
  const current = (await (await town.as('adminZheng').api('GET', `/honors/nominations/${id}`)).json()) as State
  const answer = await town
    .as(who)
    .api('POST', `/honors/nominations/${id}/steps/${name}`, { version: current.version, ...given }, newId())
  return (await answer.json()) as State & { code?: string; details?: Record<string, unknown> }
}

/** A nomination of 王芳, made by clerkZhao, as far along as `until`. */
export async function nominationOf(town: Town, until: string, given: { classId?: string; key?: string } = {}) {
  const { classId = 'civilized-citizen', key: id = newId() } = given
  const isMerit = classId === 'merit'
  const by = await town.actor('clerkZhao')
  const about = { classId, personIds: ['wangFang'], facts: '十年照顾独居老人。', prepared: [] }
  await town.atomically((tx) => nominate(tx, { key: id, ...about, actor: by, now: town.now() }))
  if (until === 'asked') return id
  const agreed = { nominationId: id, answer: 'agreed' as const, showName: true, actor: await town.actor('wangFang') }
  await town.atomically((tx) => answerNomination(tx, { ...agreed, now: town.now() }))
  if (until === 'nominated') return id
  await step(town, 'clerkLi', id, 'confirm')
  if (until === 'eligible') return id
  await step(town, 'adminZheng', id, 'convene', { panelId: await namePanel(town) })
  if (until === 'voting') return id
  for (const judge of judges) {
    const ballot = {
      vote: 'for' as const,
      grade: isMerit ? ('second' as const) : undefined,
      why: '',
      isUnrelated: true,
    }
    const actor = await town.actor(judge)
    await town.atomically((tx) => castBallot(tx, { nominationId: id, ...ballot, actor, now: town.now() }))
  }
  const { version } = await nominationById(town.db, id)
  const closing = { nominationId: id, version, points: isMerit ? 100 : 0, actor: await town.actor('zhangWei') }
  await town.atomically((tx) => closeVote(tx, { ...closing, now: town.now() }))
  if (until === 'reviewed') return id
  await step(town, 'clerkLi', id, 'publish', { noticeText: '照顾独居老人十年如一日。' })
  if (until === 'noticed') return id
  await town.advance(8 * day)
  await step(town, 'adminZheng', id, 'decide')
  if (until === 'decided') return id
  await step(town, 'adminZheng', id, 'issue')
  return id
}
