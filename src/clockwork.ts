import { jobs } from './app.tsx'
import { runDueJobs } from './jobs.ts'
import { second } from './kit/clock.ts'
import type { Services } from './services.ts'

const turnMilliseconds = 15 * second

/** Does what is due, now and again and again. */
export function startClockwork({ database, photoStore, outbound, secrets, clock, log }: Services): {
  stop(): Promise<void>
} {
  const { db, atomically } = database
  const turn = async () => {
    const failed = await runDueJobs({ db, atomically, photoStore, outbound, secrets, now: clock() }, jobs)
    for (const [job, error] of failed) log.error({ job, err: error }, 'job failed')
  }
  let running = Promise.resolve()
  const again = () => {
    running = running.then(turn).catch((error) => log.error({ err: error }, 'clockwork'))
  }
  again()
  const timer = setInterval(again, turnMilliseconds)
  return {
    /** Lets the turn that is running finish. */
    stop() {
      clearInterval(timer)
      return running
    },
  }
}
