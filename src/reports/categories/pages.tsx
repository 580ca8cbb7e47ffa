import { type Context, Hono } from 'hono'
import { theCity } from '../../areas/queries.ts'
import { standingOf } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { addCategory, changeCategory, endCategory } from './actions.ts'
import { changeCategoryForm, endForm, fieldsOf, newCategoryForm } from './forms.ts'
import { CategoriesPage } from './list.tsx'
import { allCategories, categoryById, eventsOfCategory, guessTrial } from './queries.ts'
import { CategoryPage } from './views.tsx'

/** The categories of the city: what people choose from, what finds them in their words, what they ask, and their clocks. */
export const categoriesDesk = new Hono<Env>()
  .get('/desk/categories', may.be('dispatcher', 'auditor', 'admin'), async (c) => {
    const { db, t } = c.var
    const shown = { categories: await allCategories(db), mayChange: await isAdmin(c) }
    return page(c, { title: t('类别与关键词', 'Categories'), face: 'desk' }, <CategoriesPage {...shown} />)
  })
  .get('/desk/categories/new', may.be('admin'), (c) => draw(c))
  .post('/desk/categories', may.be('admin'), (c) =>
    submitted(
      c,
      newCategoryForm,
      async ({ id, kind, ...typed }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => addCategory(tx, { id, kind, fields: fieldsOf(typed), actor, now: now() }))
        return c.redirect(`/desk/categories/${id}`, 303)
      },
      (tried) => draw(c, tried),
    ),
  )
  .get('/desk/categories/:id', may.be('dispatcher', 'auditor', 'admin'), (c) => show(c))
  .post('/desk/categories/:id', may.be('admin'), (c) =>
    submitted(
      c,
      changeCategoryForm,
      async ({ version, ...typed }) => {
        const { atomically, actor, now } = c.var
        const [id, fields] = [c.req.param('id'), fieldsOf(typed)]
        if (typed.act === 'try')
          return show(c, { values: textsOf(await c.req.parseBody()), errors: {} }, fields.keywords)
        await atomically((tx) => changeCategory(tx, { id, fields, version, actor, now: now() }))
        return c.redirect(`/desk/categories/${id}`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .post('/desk/categories/:id/step', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { version, step } = await pressed(c, endForm)
    const act = { id: c.req.param('id'), ends: step === 'end', version, actor, now: now() }
    await atomically((tx) => endCategory(tx, act))
    return c.redirect(`/desk/categories/${act.id}`, 303)
  })

const textsOf = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

const isAdmin = async (c: Context<Env>) =>
  standingOf(c.var.actor, { areaPath: (await theCity(c.var.db)).path }).has('admin')

async function draw(c: Context<Env>, tried?: Tried): Promise<Response> {
  const shown = { category: undefined, others: await allCategories(c.var.db), mayChange: true, events: [], tried }
  return page(c, { title: c.var.t('新类别', 'New category'), face: 'desk' }, <CategoryPage {...shown} />)
}

/** @param keywords what is tried on the past month before it is saved */
async function show(c: Context<Env>, tried?: Tried, keywords?: string[]): Promise<Response> {
  const { db, lang, now } = c.var
  const category = await categoryById(db, c.req.param('id') ?? '')
  const shown = {
    ...{ category, tried, mayChange: await isAdmin(c), others: await allCategories(db) },
    events: await eventsOfCategory(db, category.id),
    trial: keywords && (await guessTrial(db, { ...category, keywords }, now())),
  }
  return page(c, { title: category.name[lang], face: 'desk' }, <CategoryPage {...shown} />)
}
