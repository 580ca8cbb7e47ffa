import type { Job } from '../jobs.ts'
import { system } from '../kit/actor.ts'
import { hour } from '../kit/clock.ts'
import { forgetToken } from './actions.ts'
import { tokensToForget } from './queries.ts'

const atOnce = 100

export const credentialsJobs: readonly Job[] = [
  {
    name: 'credentials.forget',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const ids = await tokensToForget(db, atOnce)
      for (const credentialId of ids)
        await atomically((tx) => forgetToken(tx, { credentialId, actorId: system.id, now }))
      return ids.length
    },
  },
]
