import type { Database, Tx } from '../db/database.ts'
import type { CreditField } from '../db/schema/credit.ts'
import { day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import type { Secrets } from '../src/kit/secrets.ts'
import { viewLink } from '../src/merchants/credit/bank/actions.ts'
import { narrowLink, presentLink, previewOf, requestLink, withdrawLink } from '../src/merchants/credit/links/actions.ts'
import { stepLoan, submitLoan } from '../src/merchants/credit/loans/actions.ts'
import { ownLink } from '../src/merchants/credit/queries.ts'
import { actorOf } from './actors.ts'

type Showing = { database: Pick<Database, 'atomically'>; secrets: Secrets; issuer: string }
type Shown = {
  id: string
  merchantId: string
  ownerId: string
  bankId: string
  clerkId: string
  purpose: string
  fields: CreditField[]
}

const rural = { bankId: 'demo-bank-rural', clerkId: 'demo-banker-xu' }
const village = { bankId: 'demo-bank-village', clerkId: 'demo-banker-mu' }

const restaurant: Shown = {
  ...{ id: 'demo-credit-a', merchantId: 'demo-merchant-a', ownerId: 'demo-ma-jun', purpose: '更换后厨冷柜', ...rural },
  fields: ['recordYear', 'noUpheld', 'levelB', 'licenceValid'],
}
const grocery: Shown = {
  ...{ id: 'demo-credit-b', merchantId: 'demo-merchant-b', ownerId: 'demo-pu-xuemei', purpose: '春节备货', ...village },
  fields: ['recordMonths', 'upheld', 'level', 'score'],
}
const workshop: Shown = {
  ...{
    id: 'demo-credit-c',
    merchantId: 'demo-merchant-c',
    ownerId: 'demo-yang-guoqiang',
    purpose: '买电焊机',
    ...rural,
  },
  fields: ['recordYear', 'level'],
}

/** A link that is open, with a loan that was paid out; one that was narrowed; one that was taken back after a refusal. */
export async function showBanks({ database, secrets, issuer }: Showing, now: Date): Promise<void> {
  const ago = (days: number) => later(now, -days * day)
  await database.atomically(async (tx) => {
    await present(tx, { secrets, issuer }, restaurant, ago(6))
    await lend(tx, restaurant, ago(5))

    await present(tx, { secrets, issuer }, grocery, ago(4))
    const { version } = await ownLink(tx, grocery.id, actorOf(grocery.ownerId))
    const narrowed = { linkId: grocery.id, drop: ['score' as const], version, issuer, actor: actorOf(grocery.ownerId) }
    await narrowLink(tx, secrets, { ...narrowed, now: later(ago(4), 3 * hour) })

    await present(tx, { secrets, issuer }, workshop, ago(9))
    await submit(tx, workshop, later(ago(9), hour))
    await step(tx, workshop, { step: 'decline', version: 1, now: ago(8) })
    await withdrawLink(tx, { linkId: workshop.id, actor: actorOf(workshop.ownerId), now: ago(7) })
  })
}

async function present(tx: Tx, { secrets, issuer }: Omit<Showing, 'database'>, shown: Shown, now: Date) {
  const { id, merchantId, ownerId, bankId, clerkId, purpose, fields } = shown
  const actor = actorOf(ownerId)
  await requestLink(tx, { key: id, merchantId, wish: { bankId, purpose, fields, days: 30 }, actor, now })
  const { seen } = await previewOf(tx, await ownLink(tx, id, actor), now)
  await presentLink(tx, secrets, { linkId: id, seen, allowsRecord: true, issuer, actor, now })
  const { secretSealed } = await ownLink(tx, id, actor)
  const secret = secrets.unseal(secretSealed as string)
  await viewLink(tx, { secret, what: 'page', actor: actorOf(clerkId), now: later(now, hour / 2) })
}

async function lend(tx: Tx, shown: Shown, now: Date) {
  await submit(tx, shown, now)
  const granted = { step: 'grant', version: 1, amountYuan: 80_000, termMonths: 12 }
  await step(tx, shown, { ...granted, now: later(now, day) })
  await step(tx, shown, { step: 'disburse', version: 2, now: later(now, 2 * day) })
}

const submit = (tx: Tx, { id, clerkId }: Shown, now: Date) =>
  submitLoan(tx, { key: newId(now), linkId: id, actor: actorOf(clerkId), now })

type Step = { step: string; version: number; amountYuan?: number; termMonths?: number; now: Date }

const step = (tx: Tx, { id, clerkId }: Shown, given: Step) =>
  stepLoan(tx, { linkId: id, ...given, actor: actorOf(clerkId) })
