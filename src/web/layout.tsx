import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { holds, isSignedIn, type Role } from '../kit/actor.ts'
import type { Env } from './env.ts'
import { LangProvider, type Say, sayIn } from './words.ts'

/** `phone` for residents, `desk` for staff at 1280 px, `counter` for a keeper's till, `paper` for printing. */
export type Face = 'phone' | 'desk' | 'counter' | 'paper'

export type PageOptions = {
  title: string
  face?: Face
  /** Scripts of `public/` that add comfort; the page works without them. */
  scripts?: readonly string[]
  /** Reload after so many seconds, for screens that show something that changes. */
  refreshSeconds?: number
}

/** Answers with a whole page. Set the status with `c.status` before. */
export function page(c: Context<Env>, options: PageOptions, body: Child): Response | Promise<Response> {
  const { lang, elder, actor, t } = c.var
  const face = options.face ?? 'phone'
  const path = c.req.path
  return c.html(
    html`<!doctype html>${(
      <html lang={lang === 'zh' ? 'zh-CN' : 'en'} class={elder ? 'elder' : undefined}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="theme-color" content="#b3261e" />
          {options.refreshSeconds && <meta http-equiv="refresh" content={String(options.refreshSeconds)} />}
          <title>
            {options.title} · {t('荣誉通', 'Rongyu')}
          </title>
          <link rel="stylesheet" href="/static/style.css" />
          <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
          <script type="module" src="/static/comfort.js" />
          {options.scripts?.map((name) => (
            <script type="module" src={`/static/${name}`} />
          ))}
        </head>
        <body class={`face-${face}`}>
          <LangProvider value={lang}>
            <a class="skip" href="#main">
              {t('跳到正文', 'Skip to content')}
            </a>
            <Header t={t} lang={lang} elder={elder} actor={actor} path={path} face={face} />
            {face === 'desk' && <DeskNav t={t} actor={actor} path={path} />}
            <main id="main">{body}</main>
            {face === 'phone' && <BottomNav t={t} path={path} signedIn={isSignedIn(actor)} />}
          </LangProvider>
        </body>
      </html>
    )}`,
  )
}

type HeaderProps = { t: Say; lang: string; elder: boolean; actor: Env['Variables']['actor']; path: string; face: Face }

function Header({ t, lang, elder, actor, path, face }: HeaderProps) {
  return (
    <header class="top">
      <a class="brand" href="/">
        <img src="/static/icon.svg" alt="" width="32" height="32" />
        <span>{t('荣誉通', 'Rongyu')}</span>
      </a>
      <div class="top-actions">
        <form method="post" action="/view">
          <input type="hidden" name="next" value={path} />
          <button class="plain" name="elder" value={elder ? '0' : '1'}>
            {elder ? t('标准版', 'Standard') : t('长辈版', 'Large print')}
          </button>
          <button class="plain" name="lang" value={lang === 'zh' ? 'en' : 'zh'} lang={lang === 'zh' ? 'en' : 'zh-CN'}>
            {lang === 'zh' ? 'English' : '中文'}
          </button>
        </form>
        {face === 'phone' && deskLinks(actor, t).length > 0 && (
          <a class="plain" href="/desk">
            {t('工作台', 'Desk')}
          </a>
        )}
        {!isSignedIn(actor) && (
          <a class="plain" href="/sign-in">
            {t('登录', 'Sign in')}
          </a>
        )}
      </div>
    </header>
  )
}

type Link = { href: string; zh: string; en: string; icon: string }

const bottomLinks: readonly Link[] = [
  { href: '/', zh: '首页', en: 'Home', icon: 'home' },
  { href: '/tasks', zh: '任务', en: 'Tasks', icon: 'tasks' },
  { href: '/stores', zh: '超市', en: 'Stores', icon: 'stores' },
  { href: '/points', zh: '积分', en: 'Points', icon: 'points' },
  { href: '/me', zh: '我的', en: 'Me', icon: 'me' },
]

function BottomNav({ t, path }: { t: Say; path: string; signedIn: boolean }) {
  return (
    <nav class="bottom" aria-label={t('主菜单', 'Main')}>
      {bottomLinks.map(({ href, zh, en, icon }) => (
        <a href={href} aria-current={isHere(path, href) ? 'page' : undefined}>
          <span class={`icon icon-${icon}`} aria-hidden="true" />
          {t(zh, en)}
        </a>
      ))}
    </nav>
  )
}

const desk: readonly (Omit<Link, 'icon'> & { roles: readonly Role[] })[] = [
  { href: '/desk', zh: '工作台', en: 'Desk', roles: ['clerk', 'reviewer', 'keeper', 'auditor', 'admin'] },
  { href: '/desk/tasks', zh: '任务与活动', en: 'Tasks', roles: ['clerk', 'admin'] },
  { href: '/desk/reviews', zh: '审核', en: 'Reviews', roles: ['reviewer', 'admin'] },
  { href: '/desk/back-entries', zh: '补录', en: 'Back-entries', roles: ['clerk', 'reviewer', 'admin'] },
  { href: '/counter', zh: '柜台', en: 'Counter', roles: ['keeper'] },
  { href: '/desk/stores', zh: '超市', en: 'Stores', roles: ['keeper', 'clerk', 'admin'] },
  { href: '/desk/stock', zh: '库存', en: 'Stock', roles: ['keeper', 'auditor', 'admin'] },
  { href: '/desk/catalogue', zh: '兑换物品', en: 'Catalogue', roles: ['keeper', 'admin'] },
  { href: '/desk/people', zh: '居民与授权', en: 'People and roles', roles: ['clerk', 'admin'] },
  { href: '/desk/cards', zh: '荣誉卡', en: 'Honour cards', roles: ['clerk', 'admin'] },
  { href: '/desk/areas', zh: '区域与网格', en: 'Areas', roles: ['clerk', 'auditor', 'admin'] },
  { href: '/desk/points', zh: '积分账', en: 'Points ledger', roles: ['auditor', 'admin'] },
  { href: '/desk/rules', zh: '积分规则', en: 'Point rules', roles: ['auditor', 'admin'] },
]

/** The desk's links that the actor may open. */
export const deskLinks = (actor: Env['Variables']['actor'], t: Say) =>
  desk.filter(({ roles }) => holds(actor, roles)).map(({ href, zh, en }) => ({ href, label: t(zh, en) }))

function DeskNav({ t, actor, path }: { t: Say; actor: Env['Variables']['actor']; path: string }) {
  return (
    <nav class="desk-nav" aria-label={t('工作台菜单', 'Desk')}>
      {deskLinks(actor, t).map(({ href, label }) => (
        <a href={href} aria-current={path === href || (href !== '/desk' && isHere(path, href)) ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}

const isHere = (path: string, href: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)

export { sayIn }
