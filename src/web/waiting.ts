import type { Db } from '../../db/database.ts'
import type { Actor } from '../kit/actor.ts'
import type { Sentence } from './words.ts'

/** One kind of thing that waits for somebody, counted, with the page where it is dealt with. */
export type Waiting = {
  href: string
  value: number
  /** What so many of them are, read behind the number: `份材料等待审核`. */
  label: Sentence
  note?: Sentence | undefined
}

/** What waits in a room for the actor, by the roles they hold; kinds of which nothing waits may be told or left out. */
export type WaitingRoom = (asking: { db: Db; actor: Actor; now: Date }) => Promise<readonly Waiting[]>
