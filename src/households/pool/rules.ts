import type { PoolDecisionState } from '../../../db/schema/households.ts'
import type { Flow } from '../../kit/flow.ts'
import type { Part } from '../rules.ts'

/** Whoever proposed what a pool pays does not decide it. */
export const poolFlow = {
  proposed: {
    approve: { to: 'approved', by: ['clerk', 'reviewer', 'admin'] },
    refuse: { to: 'refused', by: ['clerk', 'reviewer', 'admin'], needs: ['reason'] },
  },
  approved: {},
  refused: {},
} as const satisfies Flow<PoolDecisionState, Part>
