import { isHere } from './is-here.ts'
import type { Say } from './words.ts'

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

/** The five parts of the town, at a thumb’s reach. */
export function BottomNav({ t, path }: { t: Say; path: string }) {
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
