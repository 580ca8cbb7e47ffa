import type { Database } from '../db/database.ts'
import { cityDay } from '../src/kit/clock.ts'
import { draftRouting, keepRoutingTrial, scheduleRouting } from '../src/reports/routing/actions.ts'
import { routingVersionById } from '../src/reports/routing/queries.ts'
import type { Clause, Terms } from '../src/reports/routing/rules.ts'
import { trialOf } from '../src/reports/routing/trials/queries.ts'
import { actorOf } from './actors.ts'
import { city, streets } from './places.ts'

type Rule = { id: string; name: string; areaId: string; by: string; isInForce: boolean; terms: Terms; reason: string }

const category = (...categoryIds: string[]): Clause => ({ kind: 'category', not: false, categoryIds })
const [tang, gao] = ['demo-dispatcher-tang', 'demo-dispatcher-gao']
const call = (department: string, task: string): Omit<Terms, 'clauses'> => ({
  ...{ matter: 'government', organizationIds: [`demo-org-${department}`], task, automatic: false },
})

const rules: readonly Rule[] = [
  {
    ...{ id: 'demo-routing-water', name: '漏水、污水找水务', areaId: city, by: tang, isInForce: true },
    terms: {
      clauses: [category('water'), { kind: 'words', not: true, words: ['楼道', '家里', '楼上'] }],
      ...call('water', '请到现场查看，先止水再修。'),
    },
    reason: '楼里的水归物业，路上的归水务局',
  },
  {
    ...{ id: 'demo-routing-streets', name: '市政设施、市容找城管', areaId: city, by: tang, isInForce: true },
    terms: {
      clauses: [category('manhole', 'road', 'street-light', 'posters', 'stalls')],
      ...call('city-management', '请先围挡，再修复。'),
    },
    reason: '三定方案：市政设施由城市管理局负责',
  },
  {
    ...{ id: 'demo-routing-parking', name: '乱停车找交警', areaId: city, by: tang, isInForce: true },
    terms: { clauses: [category('parking')], ...call('traffic-police', '请到现场处理违停。') },
    reason: '违停由交警处理',
  },
  {
    ...{ id: 'demo-routing-night', name: '夜间噪音找街道执法队', areaId: streets.guanlan, by: gao, isInForce: false },
    terms: {
      clauses: [
        category('noise'),
        { kind: 'hours', not: false, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '21:00', to: '06:00' },
      ],
      ...call('guanlan-works', '请夜间巡查劝导。'),
    },
    reason: '夜里社区没有人值班',
  },
]

/** The routing book of the demo town: three rules in force, one on trial. */
export async function writeRoutingBook({ db, atomically }: Pick<Database, 'db' | 'atomically'>, now: Date) {
  for (const [at, { id, by, isInForce, ...rule }] of rules.entries()) {
    const act = { versionId: id, actor: actorOf(by), now }
    await atomically((tx) => draftRouting(tx, { ...rule, id, position: (at + 1) * 10, actor: act.actor, now }))
    const trial = await trialOf(db, await routingVersionById(db, id), now)
    await atomically((tx) => keepRoutingTrial(tx, { ...act, version: 1, trial }))
    const second = {
      ...act,
      actor: actorOf('demo-admin-zheng'),
      version: 2,
      startsOn: cityDay(now),
      reason: '核对过，同意',
    }
    if (isInForce) await atomically((tx) => scheduleRouting(tx, second))
  }
}
