import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../../kit/refusal.ts'

/** OWASP's setting for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
/** Two of libuv's four threads. The others stay free for files and photos while everybody signs in. */
const atOnceMax = 2
const waitingMax = 200

/** A hash of nothing anybody types, so that an unknown phone takes as long as a wrong password. */
const nobodysHash = hash('nobody signs in with this', cost)

/** Slow on purpose, so never inside `atomically`. @throws Refusal `sign_in_busy` when too many are waiting */
export const hashPassword = (password: string) => inTurn(() => hash(password, cost))

/**
 * Whether the password is right. Takes the same time for somebody without one.
 *
 * @throws Refusal `sign_in_busy` when too many are waiting
 */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const kept = passwordHash ?? (await nobodysHash)
  const isRight = await inTurn(() => verify(kept, password.normalize('NFKC')))
  return isRight && Boolean(passwordHash)
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnceMax) {
    if (waiting.length >= waitingMax) throw new Refusal('busy', 'sign_in_busy', { retryAfterSeconds: 5 })
    // Whoever finishes hands its place on, so `running` does not change here.
    await new Promise<void>((go) => waiting.push(go))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
