import { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { pressed } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Chip, Empty, PostButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { personById } from '../queries.ts'
import { roleNames } from '../roles/rules.ts'
import { type DemoPerson, demoPeople } from './demo.ts'
import { keepSession, openSession } from './entry.ts'

/** The demo town's people, to step into with one press. Outside demo mode these addresses do not exist. */
export const demoPages = new Hono<Env>()
  .get('/demo', may.anyone(), async (c) => {
    assertDemo(c.var.config.demo)
    const all = await demoPeople(c.var.db, c.var.now())
    return page(c, { title: c.var.t('演示：换个身份看看', 'Demo: sign in as') }, <DemoPage all={all} />)
  })
  .post('/demo/sign-in', may.anyone(), async (c) => {
    assertDemo(c.var.config.demo)
    const { personId } = await pressed(c, z.object({ personId: z.string().min(1).max(100) }))
    const entered = await openSession(c, await personById(c.var.db, personId))
    keepSession(c, entered)
    const grants = await demoPeople(c.var.db, c.var.now())
    const roles = grants.find(({ id }) => id === personId)?.roles ?? []
    return c.redirect(homeOf(roles), 303)
  })

const counters: Record<string, string> = { keeper: '/counter', banker: '/bank', merchant: '/merchants/mine' }

/** Where somebody's work waits: the desk is for staff alone. */
function homeOf(roles: readonly string[]): string {
  if (roles.some((role) => !counters[role])) return '/desk'
  return counters[roles[0] ?? ''] ?? '/'
}

function assertDemo(demo: boolean) {
  if (!demo) throw new Refusal('missing', 'page_missing')
}

function DemoPage({ all }: { all: DemoPerson[] }) {
  const t = useT()
  const staff = all.filter(({ roles }) => roles.length > 0)
  const residents = all.filter(({ roles }) => roles.length === 0)
  return (
    <>
      <h1>{t('换个身份看看', 'Sign in as')}</h1>
      <p class="lead">
        {t(
          '这是演示环境，数据都是虚构的。选一个人，看看他眼里的荣誉通。',
          'This is a demo town with invented people. Pick somebody and see Rongyu through their eyes.',
        )}
      </p>
      {all.length === 0 && <Empty title={t('这里还没有人', 'Nobody lives here yet')} />}
      {residents.length > 0 && <PeopleList title={t('居民', 'Residents')} people={residents} />}
      {staff.length > 0 && <PeopleList title={t('工作人员', 'Staff')} people={staff} />}
    </>
  )
}

function PeopleList({ title, people }: { title: string; people: DemoPerson[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h2>{title}</h2>
      {people.map((person) => (
        <Card class="row">
          <div>
            <strong>{person.displayName}</strong> <span class="muted">{person.areaName}</span>{' '}
            {[...new Set(person.roles)].map((role) => (
              <Chip tone="accent">{roleNames[role][lang]}</Chip>
            ))}
          </div>
          <PostButton action="/demo/sign-in" fields={{ personId: person.id }}>
            {t('以此身份登录', 'Sign in')}
          </PostButton>
        </Card>
      ))}
    </>
  )
}
