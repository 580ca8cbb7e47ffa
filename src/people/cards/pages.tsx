import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { later, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { homeAreas, isHome, personForStaff } from '../queries.ts'
import { readName } from '../rules.ts'
import { openTicket, sealTicket } from '../tickets.ts'
import { issueCard, issueCardToNewcomer, loseCard, newPin } from './actions.ts'
import { cardCode } from './codes.ts'
import { CardPage, CardsPage, IssueForm, NewcomerForm, PaperCard } from './desk.tsx'
import { type CardRow, cardById, cardForStaff, cardsForStaff } from './queries.ts'

/** How long the slip with the PIN can be printed. Afterwards nobody can read it any more. */
const slipMilliseconds = 10 * minute

const issue = z.object({ id: formId, personId: z.string().min(1).max(100) })
const newcomer = z.object({
  id: formId,
  displayName: line(20),
  realName: line(60),
  areaId: z.string().min(1).max(40),
  agreed: z.literal('1').optional(),
})

/** Paper honour cards at the desk: issue, print, report lost, replace. */
export const cardsPages = new Hono<Env>()
  .get('/desk/cards', may.be('clerk', 'admin'), async (c) => {
    const rows = await cardsForStaff(c.var.db, c.var.actor)
    return page(c, { title: c.var.t('荣誉卡', 'Honour cards'), face: 'desk' }, <CardsPage rows={rows} />)
  })
  .get('/desk/cards/new', may.be('clerk', 'admin'), (c) => {
    const personId = c.req.query('person')
    return personId ? issuePage(c, personId) : newcomerPage(c)
  })
  .post('/desk/cards', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      issue,
      ({ id, personId }) => issued(c, id, (pin, tx) => issueCard(tx, c.var.secrets, { id, personId, pin, ...by(c) })),
      (tried) => issuePage(c, tried.values.personId ?? '', tried),
    ),
  )
  .post('/desk/cards/new', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      newcomer,
      async ({ id, displayName, realName, areaId, agreed }) => {
        if (!agreed) throw new Refusal('invalid', 'consent_needed', { field: 'agreed' })
        if (!(await isHome(c.var.db, areaId))) throw new Refusal('invalid', 'area_not_home', { field: 'areaId' })
        const entered = { displayName, realName: readName(realName), areaId }
        return issued(c, id, (pin, tx) =>
          issueCardToNewcomer(tx, c.var.secrets, { id, newcomer: entered, pin, ...by(c) }),
        )
      },
      (tried) => newcomerPage(c, tried),
    ),
  )
  .get('/desk/cards/:id', may.be('clerk', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const { card, person } = await cardForStaff(db, c.req.param('id'), actor)
    const slip = c.req.query('slip')
    const pin = slip && pinOn(c, slip, card.id)
    return page(
      c,
      { title: t('荣誉卡', 'Honour card'), face: 'desk' },
      <CardPage card={card} person={person} slip={pin ? slip : undefined} />,
    )
  })
  .get('/desk/cards/:id/print', may.be('clerk', 'admin'), async (c) => {
    const { db, actor, secrets, t } = c.var
    const { card, person } = await cardForStaff(db, c.req.param('id'), actor)
    if (card.status !== 'active') throw new Refusal('conflict', 'card_blocked')
    const slip = c.req.query('slip')
    const paper = {
      id: card.id,
      name: person.displayName,
      number: card.number,
      code: cardCode(secrets, card.number),
      pin: slip ? pinOn(c, slip, card.id) : undefined,
    }
    return page(c, { title: t('打印荣誉卡', 'Print the card'), face: 'paper' }, <PaperCard {...paper} />)
  })
  .post('/desk/cards/:id/lose', may.be('clerk', 'admin'), async (c) => {
    const { atomically } = c.var
    const card = await atomically((tx) => loseCard(tx, { cardId: c.req.param('id'), ...by(c) }))
    return c.redirect(`/desk/cards/new?person=${card.personId}`, 303)
  })

type C = Context<Env>
type Tx = Parameters<Parameters<Env['Variables']['atomically']>[0]>[0]

const by = (c: C) => ({ actor: c.var.actor, now: c.var.now() })

/** Issues, and hands the PIN on to the page that prints it. The same form again comes to the same card, without a PIN. */
async function issued(c: C, id: string, work: (pin: string, tx: Tx) => Promise<CardRow>): Promise<Response> {
  const { atomically, db, actor, secrets, now } = c.var
  const known = await cardById(db, id)
  if (known?.issuedBy === actor.id) return c.redirect(`/desk/cards/${id}`, 303)
  const pin = newPin()
  const card = await atomically((tx) => work(pin, tx))
  const slip = sealTicket(secrets, 'slip', { cardId: card.id, pin }, later(now(), slipMilliseconds))
  return c.redirect(`/desk/cards/${card.id}?slip=${slip}`, 303)
}

function pinOn(c: C, slip: string, cardId: string): string | undefined {
  try {
    const content = openTicket(c.var.secrets, 'slip', slip, c.var.now())
    return content.cardId === cardId ? content.pin : undefined
  } catch (refusal) {
    // A slip that has run out is a card page without its PIN.
    if (refusal instanceof Refusal) return undefined
    throw refusal
  }
}

async function issuePage(c: C, personId: string, tried?: Tried) {
  const person = await personForStaff(c.var.db, personId, c.var.actor)
  return page(
    c,
    { title: c.var.t('办荣誉卡', 'Issue a card'), face: 'desk' },
    <IssueForm id={newId()} person={person} tried={tried} />,
  )
}

async function newcomerPage(c: C, tried?: Tried) {
  const { db, actor, t } = c.var
  const paths = actor.grants.flatMap(({ areaPath }) => (areaPath ? [areaPath] : []))
  const homes = (await homeAreas(db)).filter(({ path }) => paths.some((covering) => path.startsWith(covering)))
  const choices = homes.map(({ id, name }) => ({ value: id, label: name }))
  return page(
    c,
    { title: t('办荣誉卡', 'Issue a card'), face: 'desk' },
    <NewcomerForm id={newId()} choices={choices} tried={tried} />,
  )
}
