import type { Flow } from '../../kit/flow.ts'

export type ActivityStatus = 'draft' | 'published' | 'ongoing' | 'ended' | 'settled' | 'canceled'

/** draft → published → ongoing → ended → settled; canceled from anywhere before the end. */
export const activityFlow: Flow<ActivityStatus> = {
  draft: {
    publish: { to: 'published', by: ['clerk', 'admin', 'system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'] },
  },
  published: {
    start: { to: 'ongoing', by: ['system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['why'] },
  },
  ongoing: {
    end: { to: 'ended', by: ['system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['why'] },
  },
  ended: { settle: { to: 'settled', by: ['system'] } },
  settled: {},
  canceled: {},
}
