import type { Logger } from 'pino'
import type { Atomically, Db } from '../../db/database.ts'
import type { Config } from '../config.ts'
import type { Actor } from '../kit/actor.ts'
import type { Clock } from '../kit/clock.ts'
import type { Secrets } from '../kit/secrets.ts'
import type { Outbound, PhotoStore, SessionBook, SmsSender } from '../kit/services.ts'
import type { PersonalRoom } from './personal.ts'
import type { Lang, Say, Words } from './words.ts'

/** What every handler finds in `c.var`. */
export type Env = {
  Variables: {
    db: Db
    atomically: Atomically
    now: Clock
    config: Config
    secrets: Secrets
    sessions: SessionBook
    sms: SmsSender
    outbound: Outbound
    photoStore: PhotoStore
    log: Logger
    /** Every refusal's sentence, of all rooms. */
    words: Words
    /** What each room keeps about a person, from the ground up. */
    personal: readonly PersonalRoom[]
    requestId: string
    /** Who is acting; `nobody` for a visitor. Behind `may.signedIn()` always a person. */
    actor: Actor
    /** The session's raw id, for signing out and for form tokens; empty for a visitor. */
    sessionId: string
    /** The caller's address, for rate limits. */
    address: string
    lang: Lang
    /** The elder view: large text, few things at a time. */
    elder: boolean
    /** How many messages the actor has not read: the number at the bell. */
    unread: () => Promise<number>
    /** One sentence in the reader's language: `t('我的积分', 'My points')`. */
    t: Say
  }
}
