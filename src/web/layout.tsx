import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { holds, isSignedIn, type Role } from '../kit/actor.ts'
import { keepDrawn } from './drawn.ts'
import type { Env } from './env.ts'
import { FormToken, FormTokenProvider } from './form-token.tsx'
import { MapLookProvider, mapLookOf } from './map-look.ts'
import { formToken } from './middleware.ts'
import { asset } from './static.ts'
import { type Lang, LangProvider, type Say } from './words.ts'

/** `phone` for residents, `desk` for staff at 1280 px, `counter` for a keeper's till, `paper` for printing. */
export type Face = 'phone' | 'desk' | 'counter' | 'paper'

export type PageOptions = {
  title: string
  face?: Face
  /** Scripts of `public/` that add comfort; the page works without them. */
  scripts?: readonly string[]
  /** Without the links and switches that need network, and without anything of whoever is signed in: kept on devices. */
  bare?: boolean
  /** Reload after so many seconds, for screens that show something that changes. */
  refreshSeconds?: number
}

/** Where the body goes in a frame that was drawn before it. No title can hold it: text is escaped. */
const emptyMain = '<main id="main"></main>'

/** Answers with a whole page. Set the status with `c.status` before. */
export async function page(c: Context<Env>, options: PageOptions, body: Child): Promise<Response> {
  const lang = c.get('lang')
  const actor = c.get('actor')
  const unread = options.bare ? 0 : await unreadOf(c)
  // A browser that says where its requests come from needs no token in every form.
  const token = options.bare || c.req.header('sec-fetch-site') ? '' : formToken(c)
  const path = c.req.path
  const frame: FrameProps = { ...{ options, lang, elder: c.get('elder'), actor, path, unread, token }, t: c.get('t') }
  const [before, after] = isSignedIn(actor) ? await drawFrame(frame) : await visitorsFrame(frame)
  const drawn = await html`<!doctype html>${raw(before)}<main id="main">${(
    <LangProvider value={lang}>
      <FormTokenProvider value={token}>
        <MapLookProvider value={mapLookOf(c)}>{body}</MapLookProvider>
      </FormTokenProvider>
    </LangProvider>
  )}</main>${raw(after)}`
  // A plain string: what `html` gives is an object, which the server would send as a stream, at thrice the cost.
  return c.html(drawn.toString())
}

type DrawnFrame = readonly [before: string, after: string]

async function drawFrame(props: FrameProps): Promise<DrawnFrame> {
  const [before = '', after = ''] = String(await (<Frame {...props} />).toString()).split(emptyMain)
  return [before, after]
}

const visitorsFrames = keepDrawn<DrawnFrame>()

/** All visitors see the same frame at an address, so it is drawn once for each way of reading. */
const visitorsFrame = (props: FrameProps): Promise<DrawnFrame> =>
  visitorsFrames(JSON.stringify([props.lang, props.elder, props.path, props.options]), () => drawFrame(props))

type FrameProps = Omit<HeaderProps, 'face' | 'bare'> & { options: PageOptions; lang: Lang; token: string }

function Frame({ options, token, ...props }: FrameProps) {
  const { t, lang, elder, actor, path } = props
  const face = options.face ?? 'phone'
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'} class={elder ? 'elder' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#b3261e" />
        {options.refreshSeconds && <meta http-equiv="refresh" content={String(options.refreshSeconds)} />}
        <title>
          {options.title} · {t('荣誉通', 'Rongyu')}
        </title>
        <link rel="stylesheet" href={asset('style.css')} />
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        <script type="module" src={asset('comfort.js')} />
        {options.scripts?.map((name) => (
          <script type="module" src={asset(name)} />
        ))}
      </head>
      <body class={`face-${face}`}>
        <LangProvider value={lang}>
          <FormTokenProvider value={token}>
            <a class="skip" href="#main">
              {t('跳到正文', 'Skip to content')}
            </a>
            <Header {...props} face={face} bare={options.bare} />
            {face === 'desk' && <DeskNav t={t} actor={actor} path={path} />}
            <main id="main" />
            {face === 'phone' && <BottomNav t={t} path={path} />}
          </FormTokenProvider>
        </LangProvider>
      </body>
    </html>
  )
}

/** A page without the number at its bell is better than no page. */
async function unreadOf(c: Context<Env>): Promise<number> {
  return isSignedIn(c.get('actor'))
    ? c
        .get('unread')()
        .catch(() => 0)
    : 0
}

type HeaderProps = {
  t: Say
  lang: string
  elder: boolean
  actor: Env['Variables']['actor']
  path: string
  face: Face
  unread: number
  bare?: boolean | undefined
}

function Header({ bare, ...props }: HeaderProps) {
  const { t } = props
  return (
    <header class="top">
      <a class="brand" href="/">
        <img src={asset('icon.svg')} alt="" width="32" height="32" />
        <span>{t('荣誉通', 'Rongyu')}</span>
      </a>
      {!bare && <TopActions {...props} />}
    </header>
  )
}

function TopActions({ t, lang, elder, actor, path, face, unread }: HeaderProps) {
  return (
    <div class="top-actions">
      <ViewSwitch {...{ t, lang, elder, path }} />
      {face === 'phone' && deskLinks(actor, t).length > 0 && (
        <a class="plain" href="/desk">
          {t('工作台', 'Desk')}
        </a>
      )}
      {isSignedIn(actor) ? (
        <Bell t={t} unread={unread} />
      ) : (
        <a class="plain" href={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`}>
          {t('登录', 'Sign in')}
        </a>
      )}
      {face === 'desk' && (
        <a class="plain who" href="/me">
          {actor.name}
        </a>
      )}
    </div>
  )
}

/** The large-print view has to be found at once, on every page, under this very name. */
function ViewSwitch({ t, lang, elder, path }: Pick<HeaderProps, 't' | 'lang' | 'elder' | 'path'>) {
  return (
    <form method="post" action="/view">
      <FormToken />
      <input type="hidden" name="next" value={path} />
      <button class="plain" name="elder" value={elder ? '0' : '1'}>
        {elder ? t('标准版', 'Standard') : t('长辈版', 'Large print')}
      </button>
      <button class="plain" name="lang" value={lang === 'zh' ? 'en' : 'zh'} lang={lang === 'zh' ? 'en' : 'zh-CN'}>
        {lang === 'zh' ? 'EN' : '中文'}
      </button>
    </form>
  )
}

function Bell({ t, unread }: { t: Say; unread: number }) {
  return (
    <a class="plain bell" href="/notices">
      <span class="icon icon-bell" aria-hidden="true" />
      <span class="visually-hidden">{t('消息', 'Messages')}</span>
      {unread > 0 && (
        <span class="badge">
          {unread > 99 ? '99+' : unread}
          <span class="visually-hidden"> {t('条未读', 'unread')}</span>
        </span>
      )}
    </a>
  )
}

type Link = { href: string; zh: string; en: string; icon: string }

/** `holds`: the pages of that part of the town that do not lie under its address. */
const bottomLinks: readonly (Link & { holds?: readonly string[] })[] = [
  { href: '/', zh: '首页', en: 'Home', icon: 'home' },
  {
    ...{ href: '/tasks', zh: '任务', en: 'Tasks', icon: 'tasks' },
    holds: ['/claims', '/check-in', '/calendar', '/back-entries'],
  },
  { href: '/snap', zh: '随手拍', en: 'Snap', icon: 'camera', holds: ['/reports', '/my/reports'] },
  {
    ...{ href: '/stores', zh: '超市', en: 'Stores', icon: 'stores' },
    holds: ['/orders', '/campaigns', '/deliveries', '/donations', '/charity', '/given'],
  },
  {
    ...{ href: '/me', zh: '我的', en: 'Me', icon: 'me' },
    holds: [
      ...['/points', '/hours', '/notices', '/household', '/pairings', '/honors/mine', '/donations/mine'],
      ...['/charity/mine', '/merchants/mine', '/merchants/counter', '/merchants/payments', '/sign-in', '/sign-up'],
    ],
  },
]

/** The closest first. */
const parts = bottomLinks
  .flatMap(({ href, holds = [] }) => [href, ...holds].map((at) => ({ href, at })))
  .sort((one, other) => other.at.length - one.at.length)

/** The part of the town a page lies in: the one that names it most closely, and the front door for what none names. */
export const partOf = (path: string): string => parts.find(({ at }) => isHere(path, at))?.href ?? '/'

function BottomNav({ t, path }: { t: Say; path: string }) {
  const part = partOf(path)
  return (
    <nav class="bottom" aria-label={t('主菜单', 'Main')}>
      {bottomLinks.map(({ href, zh, en, icon }) => (
        <a
          class={href === '/snap' ? 'bottom-snap' : undefined}
          href={href}
          aria-current={href === path ? 'page' : href === part ? 'true' : undefined}
        >
          <span class={`icon icon-${icon}`} aria-hidden="true" />
          {t(zh, en)}
        </a>
      ))}
    </nav>
  )
}

const desk: readonly (Omit<Link, 'icon'> & { roles: readonly Role[] })[] = [
  {
    href: '/desk',
    zh: '工作台',
    en: 'Desk',
    roles: ['clerk', 'reviewer', 'dispatcher', 'officer', 'keeper', 'auditor', 'admin'],
  },
  {
    href: '/desk/reports',
    zh: '分拣与督办',
    en: 'Triage',
    roles: ['clerk', 'dispatcher', 'reviewer', 'auditor', 'admin'],
  },
  { href: '/desk/duty', zh: '报到', en: 'On duty', roles: ['officer', 'clerk'] },
  { href: '/desk/tasks', zh: '任务与活动', en: 'Tasks', roles: ['clerk', 'admin'] },
  { href: '/desk/reviews', zh: '审核', en: 'Reviews', roles: ['reviewer', 'admin'] },
  { href: '/desk/reviews/differences', zh: '抽查复核', en: 'Second looks', roles: ['auditor'] },
  { href: '/desk/back-entries', zh: '补录', en: 'Back-entries', roles: ['clerk', 'reviewer', 'auditor', 'admin'] },
  { href: '/counter', zh: '柜台', en: 'Counter', roles: ['keeper'] },
  { href: '/desk/stores', zh: '超市', en: 'Stores', roles: ['keeper', 'clerk', 'admin'] },
  { href: '/desk/campaigns', zh: '限量活动', en: 'Campaigns', roles: ['clerk', 'auditor', 'admin'] },
  { href: '/desk/discrepancies', zh: '发放差异', en: 'Discrepancies', roles: ['keeper', 'clerk', 'auditor', 'admin'] },
  { href: '/desk/stock', zh: '库存', en: 'Stock', roles: ['keeper', 'auditor', 'admin'] },
  { href: '/desk/shipments', zh: '调拨', en: 'Shipments', roles: ['keeper', 'clerk', 'auditor', 'admin'] },
  { href: '/desk/catalogue', zh: '兑换物品', en: 'Catalogue', roles: ['keeper', 'admin'] },
  { href: '/desk/donations', zh: '捐赠', en: 'Donations', roles: ['keeper', 'clerk', 'auditor', 'admin'] },
  { href: '/desk/people', zh: '居民与授权', en: 'People and roles', roles: ['clerk', 'admin'] },
  { href: '/desk/proxies', zh: '代领登记', en: 'Proxies', roles: ['clerk', 'admin'] },
  { href: '/desk/cards', zh: '荣誉卡', en: 'Honour cards', roles: ['clerk', 'admin'] },
  { href: '/desk/areas', zh: '区域与网格', en: 'Areas', roles: ['clerk', 'auditor', 'admin'] },
  { href: '/desk/organizations', zh: '单位与部门', en: 'Organizations', roles: ['dispatcher', 'auditor', 'admin'] },
  { href: '/desk/categories', zh: '类别与关键词', en: 'Categories', roles: ['dispatcher', 'auditor', 'admin'] },
  { href: '/desk/routing', zh: '派单规则', en: 'Routing rules', roles: ['dispatcher', 'auditor', 'admin'] },
  { href: '/desk/calendar', zh: '工作日历', en: 'Working calendar', roles: ['auditor', 'admin'] },
  { href: '/desk/api-keys', zh: '开放接口', en: 'Open interface', roles: ['admin'] },
  { href: '/desk/devices', zh: '报警设备', en: 'Devices', roles: ['admin'] },
  { href: '/desk/peers', zh: '外部系统', en: 'Other systems', roles: ['admin'] },
  { href: '/desk/report-imports', zh: '导入上报', en: 'Import reports', roles: ['admin'] },
  { href: '/desk/points', zh: '积分账', en: 'Points ledger', roles: ['auditor', 'admin'] },
  { href: '/desk/watch', zh: '发放监督', en: 'Who grants what', roles: ['auditor', 'admin'] },
  { href: '/desk/accounts', zh: '查账', en: 'Accounts', roles: ['auditor', 'admin'] },
  { href: '/desk/rules', zh: '积分规则', en: 'Point rules', roles: ['auditor', 'admin'] },
  { href: '/desk/honors', zh: '荣誉评选', en: 'Honours', roles: ['clerk', 'reviewer', 'auditor', 'admin'] },
  { href: '/desk/households', zh: '家庭和爱心池', en: 'Households', roles: ['clerk', 'reviewer', 'auditor', 'admin'] },
  {
    href: '/desk/merchants',
    zh: '诚信商户',
    en: 'Merchants',
    roles: ['clerk', 'reviewer', 'auditor', 'admin'],
  },
  { href: '/desk/credit', zh: '兑信用合计', en: 'Credit, in sums', roles: ['auditor', 'admin'] },
  { href: '/bank', zh: '商户声明', en: 'Statements', roles: ['banker'] },
  { href: '/desk/keys', zh: '签名密钥', en: 'Signing keys', roles: ['auditor', 'admin'] },
]

/** The desk's links that the actor may open. */
export const deskLinks = (actor: Env['Variables']['actor'], t: Say) =>
  desk.filter(({ roles }) => holds(actor, roles)).map(({ href, zh, en }) => ({ href, label: t(zh, en) }))

function DeskNav({ t, actor, path }: { t: Say; actor: Env['Variables']['actor']; path: string }) {
  return (
    <nav class="desk-nav" aria-label={t('工作台菜单', 'Desk')}>
      {deskLinks(actor, t).map(({ href, label }) => (
        <a href={href} aria-current={isOnDesk(path, href) ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}

/** Stars have no entry of their own: they hang under honours. */
const isOnDesk = (path: string, href: string) =>
  path === href || (href !== '/desk' && isHere(path, href)) || (href === '/desk/honors' && isHere(path, '/desk/stars'))

const isHere = (path: string, href: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
