import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

/**
 * A client of its own process, so that it takes no time from the server: keeps so many connections busy for so long and
 * prints what it saw as JSON. Its orders come on stdin. Speaks just enough HTTP: answers must carry a Content-Length.
 */
export type Load = { port: number; requests: string[]; connections: number; milliseconds: number }
export type Seen = { rate: number; p50: number; p99: number; refused: number }

const { port, requests, connections, milliseconds } = JSON.parse(readFileSync(0, 'utf8')) as Load
const buffers = requests.map((request) => Buffer.from(request))
const times: number[] = []
let refused = 0
let next = 0
const started = performance.now()
const isOver = () => performance.now() - started > milliseconds || (next >= buffers.length && buffers.length > 1)

await Promise.all(Array.from({ length: connections }, keepBusy))
const seconds = (performance.now() - started) / 1000
times.sort((a, b) => a - b)
const percentile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
console.log(
  JSON.stringify({ rate: times.length / seconds, p50: percentile(0.5), p99: percentile(0.99), refused } satisfies Seen),
)

/** One request after the other. A single request is sent again and again, of several each is sent once. */
function keepBusy(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let asked = 0
    let answer = Buffer.alloc(0)
    const ask = () => {
      if (isOver()) return socket.end(resolve)
      asked = performance.now()
      socket.write(buffers[next++ % buffers.length] as Buffer)
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      answer = answer.length ? Buffer.concat([answer, chunk]) : chunk
      const length = lengthOf(answer)
      if (length === undefined || answer.length < length) return
      times.push(performance.now() - asked)
      if (answer[9] !== 0x32) refused++ // HTTP/1.1 2xx
      answer = answer.subarray(length)
      ask()
    })
  })
}

/** Bytes of head and body together; undefined while the head is not all there. */
function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, end)) ?? []
  if (length === undefined) throw new Error(`no Content-Length in ${answer.toString('latin1', 0, end)}`)
  return end + 4 + Number(length)
}
