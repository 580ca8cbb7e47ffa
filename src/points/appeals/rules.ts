import type { AppealState } from '../../../db/schema/points.ts'
import type { Flow } from '../../kit/flow.ts'

/** Filed by the person it concerns; decided by somebody who did not decide the first time. */
export const appealFlow: Flow<AppealState> = {
  filed: {
    uphold: { to: 'upheld', by: ['auditor', 'admin'] },
    overturn: { to: 'overturned', by: ['auditor', 'admin'] },
    withdraw: { to: 'withdrawn', by: ['self'] },
  },
  upheld: {},
  overturned: {},
  withdrawn: {},
}

export const appealStates: Record<AppealState, { zh: string; en: string }> = {
  filed: { zh: '待处理', en: 'Waiting' },
  upheld: { zh: '维持原决定', en: 'Decision stands' },
  overturned: { zh: '申诉成立', en: 'Upheld in your favour' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}
