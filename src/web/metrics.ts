import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requestSeconds = new Histogram({
  name: 'rongyu_http_request_duration_seconds',
  help: 'Time to answer, by method, route pattern and status class',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  registers: [registry],
})

/** One line of the histogram for each route, found by name: prom-client sorts and joins labels at every look-up. */
const timers = new Map<string, ReturnType<typeof requestSeconds.labels>>()

export function observe(method: string, route: string, status: number, milliseconds: number) {
  const group = Math.floor(status / 100)
  const name = `${method} ${route} ${group}`
  let timer = timers.get(name)
  if (!timer) {
    timer = requestSeconds.labels(method, route, `${group}xx`)
    timers.set(name, timer)
  }
  timer.observe(milliseconds / 1000)
}
