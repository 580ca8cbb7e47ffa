import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { areaById } from '../../areas/queries.ts'
import { day, later } from '../../kit/clock.ts'

const name = (index: number) => `many-${String(index).padStart(3, '0')}`

/** So many people with a star on notice; the first ends first. */
async function manyAsked(town: Town, count: number) {
  const { path: areaPath } = await areaById(town.db, qingyun)
  const ids = Array.from({ length: count }, (_, index) => name(index))
  const about = { stars: 1, minutes: 6000, areaId: qingyun, areaPath, showName: true, state: 'noticed' } as const
  await town.atomically(async (tx) => {
    for (const [index, id] of ids.entries()) {
      await tx.insert(people).values({ id, displayName: id, areaId: qingyun, createdAt: town.now() })
      // Three at a time end together.
      const noticeEndsAt = later(town.now(), (5 + Math.floor(index / 3)) * day)
      await tx.insert(starNotices).values({ id, personId: id, ...about, at: later(town.now(), index), noticeEndsAt })
    }
  })
  return ids
}

type Page = { notices: { id: string }[]; next: string | null }

/** What one reads from page to page. */
async function allOf(town: Town, who: 'reviewerSun' | undefined, path: string): Promise<string[]> {
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const found = await town.as(who).api('GET', next ? `${path}?after=${next}` : path)
    const list = (await found.json()) as Page
    seen.push(...list.notices.map(({ id }) => id))
    next = list.next
  }
  return seen
}

it('shows every star on notice, page by page', async () => {
  const town = await openTown()
  const ids = await manyAsked(town, 120)
  expect(await allOf(town, undefined, '/honors/stars/notices')).toEqual(ids)
  const first = await (await town.as(undefined).get('/honors/notices')).text()
  expect(first).toContain(`/honors/notices?after=${ids[49]}`)
  expect(await (await town.as(undefined).get(`/honors/notices?after=${ids[99]}`)).text()).toContain(ids[119])
})

it('shows the desk every notice: those with an open objection first, then what ends first, then what is over', async () => {
  const town = await openTown()
  const ids = await manyAsked(town, 120)
  const [open, answered, ended] = [name(110), name(90), ids.slice(0, 60)]
  const why = { personId: 'liNa', why: '代签', at: town.now() }
  await town.atomically(async (tx) => {
    await tx.insert(starObjections).values({ id: 'open', noticeId: open, ...why })
    await tx.insert(starObjections).values({ id: 'answered', noticeId: answered, ...why, outcome: 'dismissed' })
    for (const id of ended) await tx.update(starNotices).set({ state: 'granted' }).where(eq(starNotices.id, id))
  })
  const running = ids.slice(60).filter((id) => id !== open)
  expect(await allOf(town, 'reviewerSun', '/honors/stars/desk')).toEqual([open, ...running, ...ended.reverse()])
  const page = await (await town.as('reviewerSun').get('/desk/stars')).text()
  expect(page.indexOf(open)).toBeLessThan(page.indexOf(name(60)))
  expect(page).toContain('/desk/stars?after=')
})
