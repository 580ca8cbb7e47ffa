import type { Database, Tx } from '../db/database.ts'
import { changeAwardClass, installDefaultClasses } from '../src/honors/classes/actions.ts'
import { awardClassNow } from '../src/honors/classes/queries.ts'
import { answerNomination, nominate } from '../src/honors/nominations/actions.ts'
import { nominationById } from '../src/honors/nominations/queries.ts'
import { type StepInput, takeDeskStep } from '../src/honors/nominations/steps.ts'
import { addPanel } from '../src/honors/panels/actions.ts'
import { askForStar, settleStar } from '../src/honors/stars/notices.ts'
import { castBallot, closeVote } from '../src/honors/votes/actions.ts'
import { recordHours } from '../src/hours/actions.ts'
import { day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { giveConsent } from '../src/people/privacy/actions.ts'
import type { Services } from '../src/services.ts'
import { actorOf } from './actors.ts'
import { city, communities } from './places.ts'

/** What honours need of the town that is being settled. `issuer` is the address under which it signs. */
export type Honoring = Pick<Services, 'secrets'> & { database: Pick<Database, 'atomically'>; issuer: string }

const panelId = 'demo-panel'
/** 陈杰 chairs. None of them nominates or is nominated in the demo. */
const judges = ['demo-chen-jie', 'demo-yang-guoqiang', 'demo-zhao-min'] as const
const admin = 'demo-admin-zheng'

/** 马俊's deed and his honour, from before the town's other history: points are granted in the order of time. */
export async function honorsOfOld({ database, ...signing }: Honoring, begin: Date) {
  await database.atomically(async (tx) => {
    await installDefaultClasses(tx, begin)
    await relaxForTheFirstYear(tx, begin)
    await recordYearOfService(tx, begin)
    await giveConsent(tx, { personId: 'demo-ma-jun', kind: 'public_name', now: begin })
    await grantStar(tx, 'demo-ma-jun', begin)
    const fields = { name: '文明评审组', memberIds: judges }
    await addPanel(tx, { key: panelId, areaId: city, fields, actor: actorOf(admin), now: begin })
    const about = { personId: 'demo-ma-jun', by: 'demo-aygul', clerk: 'demo-clerk-zhou', ...signing }
    const honored = await bringTo(tx, 'issued', {
      ...{ ...about, classId: 'merit', at: later(begin, hour), points: 100 },
      facts: '南湖边有孩子落水，马俊跳下去把孩子救上岸。当时在场的有钓鱼的两位邻居。',
      noticeText: '在南湖勇救落水儿童，孩子平安脱险。',
    })
    await bringTo(tx, 'issued', {
      ...{ ...about, classId: 'civilized-citizen', at: later(honored, day), points: 0 },
      facts: '多年在敬老院陪护老人，从不声张；今年又在南湖救起落水儿童。',
      noticeText: '多年坚持到敬老院陪护老人，热心公益，见义勇为。',
    })
  })
}

/** What is going on now: 王芳 on public notice. */
export async function honorsUnderWay({ database, ...signing }: Honoring, now: Date) {
  await database.atomically(async (tx) => {
    await bringTo(tx, 'noticed', {
      ...{ classId: 'civilized-citizen', personId: 'demo-wang-fang', by: 'demo-zhang-wei', clerk: 'demo-clerk-li' },
      ...{ ...signing, at: later(now, -6 * hour), points: 0 },
      facts: '带着邻居清洁家园、陪伴独居老人，小区里谁家有事都愿意找她。',
      noticeText: '坚持参加社区志愿服务，关心独居老人，邻里有口皆碑。',
    })
  })
}

/** A neighbour has nominated 普雪梅's household, and its members are asked. */
export async function nominateHousehold({ database }: Pick<Honoring, 'database'>, now: Date) {
  await database.atomically((tx) =>
    nominate(tx, {
      ...{ key: newId(now), classId: 'civilized-household', personIds: ['demo-pu-xuemei'], prepared: [] },
      facts: '一家人照顾同楼的老人，楼道常年干干净净。',
      ...{ actor: actorOf('demo-wang-fang'), now: later(now, -3 * hour) },
    }),
  )
}

/** A young scheme has young records: a city would ask for more later, in another version. */
async function relaxForTheFirstYear(tx: Tx, now: Date) {
  const {
    id: _,
    classId,
    version,
    why: __,
    byId: ___,
    at: ____,
    ...fields
  } = await awardClassNow(tx, 'civilized-citizen')
  const criteria = { points: 60, hours: 12, merit: 0 }
  const change = { classId, version, fields: { ...fields, criteria }, why: '试行第一年，条件适当放宽' }
  await changeAwardClass(tx, { ...change, actor: actorOf(admin), now })
}

const servedDays = 13

/** From the paper register of the nursing home: enough for a first star. */
async function recordYearOfService(tx: Tx, begin: Date) {
  for (let at = 1; at <= servedDays; at++) {
    const from = later(begin, -at * 14 * day)
    await recordHours(tx, {
      ...{ id: `demo-register-${at}`, personId: 'demo-ma-jun', title: '敬老院陪护', areaId: communities.nanhu },
      ...{ place: '南湖敬老院', beneficiary: '住院老人', content: '陪护、读报、打扫', grade: 'B' },
      ...{ responsible: '周建平', recorder: '白文学', evidence: ['paper_register'] },
      ...{ intervals: [{ from, to: later(from, 8 * hour) }], actorId: 'demo-reviewer-bai', now: begin },
    })
  }
}

async function grantStar(tx: Tx, personId: string, now: Date) {
  const id = await askForStar(tx, { key: newId(now), showName: true, actor: actorOf(personId), now })
  await settleStar(tx, id, later(now, 30 * day))
}

type Bringing = Pick<Services, 'secrets'> & {
  classId: string
  personId: string
  by: string
  clerk: string
  facts: string
  noticeText: string
  points: number
  issuer: string
  at: Date
}

/**
 * One nomination through everybody's hands, ten minutes apart, and past its notice where it is issued.
 *
 * @returns when it got there
 */
async function bringTo(tx: Tx, end: 'noticed' | 'issued', given: Bringing): Promise<Date> {
  const { classId, personId, by, clerk, facts, noticeText, points, issuer, secrets } = given
  const id = newId(given.at)
  let now = given.at
  const next = () => {
    now = later(now, hour / 6)
    return now
  }
  const take = async (who: string, step: StepInput['step'], more: Partial<StepInput> = {}) => {
    const { version } = await nominationById(tx, id)
    await takeDeskStep(tx, secrets, {
      nominationId: id,
      version,
      step,
      issuer,
      ...more,
      actor: actorOf(who),
      now: next(),
    })
  }
  const about = { key: id, classId, personIds: [personId], facts, prepared: [], actor: actorOf(by), now }
  await nominate(tx, about)
  const answer = { nominationId: id, answer: 'agreed' as const, showName: true, actor: actorOf(personId), now: next() }
  await answerNomination(tx, answer)
  await take(clerk, 'confirm')
  await take(admin, 'convene', { panelId })
  for (const judge of judges) {
    const ballot = { vote: 'for' as const, grade: 'third' as const, why: '', isUnrelated: true }
    await castBallot(tx, { nominationId: id, ...ballot, actor: actorOf(judge), now: next() })
  }
  const { version } = await nominationById(tx, id)
  await closeVote(tx, { nominationId: id, version, points, actor: actorOf(judges[0]), now: next() })
  await take(clerk, 'publish', { noticeText })
  if (end === 'noticed') return now
  now = later((await nominationById(tx, id)).noticeEndsAt as Date, hour)
  await take(admin, 'decide')
  await take(admin, 'issue')
  return now
}
