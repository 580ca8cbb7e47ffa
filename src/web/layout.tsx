import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { isSignedIn } from '../kit/actor.ts'
import { BottomNav } from './bottom-nav.tsx'
import { DeskNav, deskLinks } from './desk-nav.tsx'
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
