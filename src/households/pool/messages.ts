import type { Message } from '../homes/messages.ts'
import type { PoolDecision } from './queries.ts'

export const poolPaid = ({ id, points }: PoolDecision): Message => ({
  key: `pool-${id}-paid`,
  title: { zh: `家庭账户收到 ${points} 分`, en: `Your household received ${points} points` },
  body: {
    zh: '社区从爱心池拨给您家，可以到荣誉超市兑换物品。',
    en: 'Your community gave them from the charity pool. They are for goods in an honor supermarket.',
  },
  href: '/household',
})
