import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { countCalls, queueCounts } from './desk/queries.ts'

const centre = ['dispatcher', 'clerk', 'admin'] as const

/** For a centre what nobody has taken on or has been handed back, and what is late; for a department its calls. */
export const reportsWaiting: WaitingRoom = async ({ db, actor, now }) => {
  const queue = '/desk/reports'
  const waiting = []
  if (holds(actor, ['officer', 'clerk'])) {
    const calls = await countCalls(db, actor)
    waiting.push({ href: '/desk/duty', value: calls, label: { zh: '个派单等您报到或办结', en: 'calls to answer' } })
  }
  if (holds(actor, centre)) {
    const { new: filed, handed, late } = await queueCounts(db, actor, now, centre)
    waiting.push(
      { href: queue, value: filed, label: { zh: '件上报等待分拣', en: 'reports to triage' } },
      { href: `${queue}?tab=handed`, value: handed, label: { zh: '件被退回，等待改派', en: 'handed back' } },
      { href: `${queue}?tab=running&late=1`, value: late, label: { zh: '件超过承诺时间', en: 'later than promised' } },
    )
  }
  return waiting
}
