import { type Job, runDueJobs } from './jobs.ts'
import { second } from './kit/clock.ts'
import { groupBy } from './kit/group.ts'
import { jobs } from './rooms.ts'
import type { Services } from './services.ts'

const turnMilliseconds = 15 * second

/** Does what is due, now and again and again, each lane of jobs for itself. */
export function startClockwork(services: Services, all: readonly Job[] = jobs): { stop(): Promise<void> } {
  const lanes = [...groupBy(all, ({ lane = 'city' }) => lane).values()].map((lane) => startLane(services, lane))
  return {
    /** Lets the turns that are running finish. */
    stop: async () => void (await Promise.all(lanes.map(({ stop }) => stop()))),
  }
}

function startLane({ database, photoStore, outbound, secrets, clock, log }: Services, lane: readonly Job[]) {
  const { db, atomically } = database
  let isStopped = false
  const turns = async () => {
    let hasMore = true
    while (hasMore && !isStopped) {
      const turn = await runDueJobs({ db, atomically, photoStore, outbound, secrets, now: clock() }, lane)
      for (const [job, error] of turn.failed) log.error({ job, err: error }, 'job failed')
      hasMore = turn.hasMore
    }
  }
  let running: Promise<void> | undefined
  const again = () => {
    running ??= turns()
      .catch((error) => log.error({ err: error }, 'clockwork'))
      .finally(() => {
        running = undefined
      })
  }
  again()
  const timer = setInterval(again, turnMilliseconds)
  return {
    stop() {
      isStopped = true
      clearInterval(timer)
      return running
    },
  }
}
