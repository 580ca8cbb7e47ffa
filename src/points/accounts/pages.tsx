import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { recordLook } from '../../people/privacy/actions.ts'
import { lookNow } from '../../people/privacy/queries.ts'
import { type Person, personForStaff } from '../../people/queries.ts'
import { searchPeople } from '../../people/roles/queries.ts'
import { csvFile } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { expiryMonths, monthsOf } from '../statements/months.ts'
import { allEntriesOf, entriesOf } from '../statements/queries.ts'
import { reasonsOf } from '../statements/reasons.ts'
import { statementTable } from '../statements/table.ts'
import { addedUp, appealsOf, capsNow, lotsHeld, overAccounts, reversalsOf } from './queries.ts'
import { AccountView, ReasonView, SearchView } from './views.tsx'

const auditors = () => may.be('auditor', 'admin')
const searchForm = z.object({ q: z.string().trim().max(60) })
const reasonForm = z.object({ why: line(200) })
const before = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
const pageSize = 50

/** An auditor goes through one person's account: a reason first, which the person reads. */
export const accountsPages = new Hono<Env>()
  .get('/desk/accounts', auditors(), (c) => searchPage(c, ''))
  .post('/desk/accounts', auditors(), (c) =>
    submitted(
      c,
      searchForm,
      ({ q }) => searchPage(c, q),
      (tried) => searchPage(c, '', tried),
    ),
  )
  .get('/desk/accounts/:id', auditors(), async (c) => {
    const person = await watchedPerson(c, c.req.param('id'))
    return (await mayRead(c, person)) ? accountPage(c, person) : reasonPage(c, person)
  })
  .post('/desk/accounts/:id/look', auditors(), async (c) => {
    const person = await watchedPerson(c, c.req.param('id'))
    return submitted(
      c,
      reasonForm,
      async ({ why: reason }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => recordLook(tx, { personId: person.id, actor, what: 'account', reason, now: now() }))
        return c.redirect(`/desk/accounts/${person.id}`, 303)
      },
      (tried) => reasonPage(c, person, tried),
    )
  })
  .get('/desk/accounts/:id/entries.csv', auditors(), async (c) => {
    const { db, lang } = c.var
    const person = await watchedPerson(c, c.req.param('id'))
    if (!(await mayRead(c, person))) return c.redirect(`/desk/accounts/${person.id}`, 303)
    const lines = await allEntriesOf(db, person.id)
    const table = statementTable(lines, await reasonsOf(db, lines), { ownerId: person.id, lang, withNames: true })
    return csvFile(c, `rongyu-account-${person.number}.csv`, table)
  })

const watchedPerson = (c: Context<Env>, id: string) => personForStaff(c.var.db, id, c.var.actor, overAccounts)

/** One's own account needs no reason; it stands on the page of every resident. */
const mayRead = async ({ var: { db, actor, now } }: Context<Env>, { id: personId }: Person) =>
  personId === actor.id || lookNow(db, { personId, byId: actor.id, what: 'account', now: now() })

async function searchPage(c: Context<Env>, q: string, tried?: Tried) {
  const { db, secrets, actor, t } = c.var
  const rows = q ? await searchPeople(db, secrets, { q, actor, as: overAccounts }) : undefined
  return page(c, { title: t('查账', 'Accounts'), face: 'desk' }, <SearchView {...{ q, rows, tried }} />)
}

const reasonPage = (c: Context<Env>, person: Person, tried?: Tried) =>
  page(c, { title: c.var.t('查账', 'Accounts'), face: 'desk' }, <ReasonView {...{ person, tried }} />)

async function accountPage(c: Context<Env>, person: Person) {
  const { db, actor, now, t } = c.var
  const seen = before.parse(c.req.query('before'))
  const { lines, next } = await entriesOf(db, person.id, { before: seen, limit: pageSize })
  const view = {
    ...{ person, lines, next, isFirst: seen === undefined, actor },
    reasons: await reasonsOf(db, lines),
    sums: await addedUp(db, person.id),
    lots: await lotsHeld(db, person.id),
    caps: await capsNow(db, person.id, now()),
    reversals: await reversalsOf(db, person.id),
    appeals: await appealsOf(db, person.id),
    months: await monthsOf(db, person.id, now()),
    expiries: await expiryMonths(db, person.id),
  }
  return page(c, { title: t('一个人的积分账', 'One account'), face: 'desk' }, <AccountView {...view} />)
}
