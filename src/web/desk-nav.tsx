import { type Actor, holds, type Role } from '../kit/actor.ts'
import { isHere } from './is-here.ts'
import type { Say } from './words.ts'

type DeskLink = { href: string; zh: string; en: string; roles: readonly Role[]; holds?: readonly string[] }
type DeskGroup = { zh: string; en: string; links: readonly DeskLink[] }

/** `holds`: the pages of that room that do not lie under its address. */
const groups: readonly DeskGroup[] = [
  {
    ...{ zh: '日常', en: 'Daily' },
    links: [
      {
        ...{ href: '/desk', zh: '工作台', en: 'Desk' },
        roles: ['clerk', 'reviewer', 'dispatcher', 'officer', 'keeper', 'auditor', 'admin'],
      },
      {
        ...{ href: '/desk/reports', zh: '分拣与督办', en: 'Triage', holds: ['/desk/passings'] },
        roles: ['clerk', 'dispatcher', 'reviewer', 'auditor', 'admin'],
      },
      { href: '/desk/duty', zh: '报到', en: 'On duty', roles: ['officer', 'clerk'] },
      { href: '/desk/tasks', zh: '任务与活动', en: 'Tasks', holds: ['/desk/series'], roles: ['clerk', 'admin'] },
      { href: '/desk/reviews', zh: '审核', en: 'Reviews', roles: ['reviewer', 'admin'] },
      { href: '/desk/reviews/differences', zh: '抽查复核', en: 'Second looks', roles: ['auditor'] },
      { href: '/desk/back-entries', zh: '补录', en: 'Back-entries', roles: ['clerk', 'reviewer', 'auditor', 'admin'] },
    ],
  },
  {
    ...{ zh: '超市', en: 'Stores' },
    links: [
      { href: '/counter', zh: '柜台', en: 'Counter', roles: ['keeper'] },
      {
        href: '/desk/stores',
        zh: '门店与订单',
        en: 'Stores and orders',
        holds: ['/desk/orders'],
        roles: ['keeper', 'clerk', 'admin'],
      },
      { href: '/desk/campaigns', zh: '限量活动', en: 'Campaigns', roles: ['clerk', 'auditor', 'admin'] },
      {
        ...{ href: '/desk/discrepancies', zh: '发放差异', en: 'Discrepancies' },
        roles: ['keeper', 'clerk', 'auditor', 'admin'],
      },
      { href: '/desk/stock', zh: '库存', en: 'Stock', holds: ['/desk/counts'], roles: ['keeper', 'auditor', 'admin'] },
      { href: '/desk/shipments', zh: '调拨', en: 'Shipments', roles: ['keeper', 'clerk', 'auditor', 'admin'] },
      { href: '/desk/catalogue', zh: '兑换物品', en: 'Catalogue', roles: ['keeper', 'admin'] },
      {
        href: '/desk/donations',
        zh: '捐赠',
        en: 'Donations',
        holds: ['/desk/donors', '/desk/receiving-bodies'],
        roles: ['keeper', 'clerk', 'auditor', 'admin'],
      },
    ],
  },
  {
    ...{ zh: '居民', en: 'People' },
    links: [
      { href: '/desk/people', zh: '居民与授权', en: 'People and roles', roles: ['clerk', 'admin'] },
      { href: '/desk/cards', zh: '荣誉卡', en: 'Honour cards', roles: ['clerk', 'admin'] },
      { href: '/desk/proxies', zh: '代领登记', en: 'Proxies', roles: ['clerk', 'admin'] },
      {
        href: '/desk/households',
        zh: '家庭和爱心池',
        en: 'Households',
        roles: ['clerk', 'reviewer', 'auditor', 'admin'],
      },
    ],
  },
  {
    ...{ zh: '荣誉', en: 'Honours' },
    links: [
      {
        ...{
          href: '/desk/honors',
          zh: '荣誉评选',
          en: 'Honours',
          holds: ['/desk/stars', '/desk/merit', '/desk/panels', '/desk/award-classes'],
        },
        roles: ['clerk', 'reviewer', 'auditor', 'admin'],
      },
      { href: '/desk/merchants', zh: '诚信商户', en: 'Merchants', roles: ['clerk', 'reviewer', 'auditor', 'admin'] },
      { href: '/desk/credit', zh: '兑信用合计', en: 'Credit, in sums', roles: ['auditor', 'admin'] },
      { href: '/bank', zh: '商户声明', en: 'Statements', roles: ['banker'] },
      { href: '/desk/keys', zh: '签名密钥', en: 'Signing keys', roles: ['auditor', 'admin'] },
    ],
  },
  {
    ...{ zh: '账目', en: 'Books' },
    links: [
      { href: '/desk/points', zh: '积分账', en: 'Points ledger', roles: ['auditor', 'admin'] },
      { href: '/desk/accounts', zh: '查账', en: 'Accounts', roles: ['auditor', 'admin'] },
      { href: '/desk/watch', zh: '发放监督', en: 'Who grants what', roles: ['auditor', 'admin'] },
      { href: '/desk/rules', zh: '积分规则', en: 'Point rules', roles: ['auditor', 'admin'] },
    ],
  },
  {
    ...{ zh: '设置', en: 'Set-up' },
    links: [
      { href: '/desk/areas', zh: '区域与网格', en: 'Areas', roles: ['clerk', 'auditor', 'admin'] },
      { href: '/desk/organizations', zh: '单位与部门', en: 'Organizations', roles: ['dispatcher', 'auditor', 'admin'] },
      { href: '/desk/categories', zh: '类别与关键词', en: 'Categories', roles: ['dispatcher', 'auditor', 'admin'] },
      { href: '/desk/routing', zh: '派单规则', en: 'Routing rules', roles: ['dispatcher', 'auditor', 'admin'] },
      { href: '/desk/calendar', zh: '工作日历', en: 'Working calendar', roles: ['auditor', 'admin'] },
      { href: '/desk/api-keys', zh: '开放接口', en: 'Open interface', roles: ['admin'] },
      { href: '/desk/devices', zh: '报警设备', en: 'Devices', roles: ['admin'] },
      { href: '/desk/peers', zh: '外部系统', en: 'Other systems', roles: ['admin'] },
      { href: '/desk/report-imports', zh: '导入上报', en: 'Import reports', roles: ['admin'] },
    ],
  },
]

/** What fits into one column without names above it. */
const flatMax = 9

/** The groups with the links that the actor may open. */
const openTo = (actor: Actor) =>
  groups
    .map((group) => ({ ...group, links: group.links.filter(({ roles }) => holds(actor, roles)) }))
    .filter(({ links }) => links.length > 0)

/** The desk's links that the actor may open. */
export const deskLinks = (actor: Actor, t: Say) =>
  openTo(actor).flatMap(({ links }) => links.map(({ href, zh, en }) => ({ href, label: t(zh, en) })))

/** A clerk sees a few links in a row, an administrator groups of them: on a phone the one they are in. */
export function DeskNav({ t, actor, path }: { t: Say; actor: Actor; path: string }) {
  const open = openTo(actor)
  const links = open.flatMap((group) => group.links)
  const here = closest(links, path)
  const drawn = (some: readonly DeskLink[]) =>
    some.map(({ href, zh, en }) => (
      <a href={href} aria-current={href === here ? 'page' : undefined}>
        {t(zh, en)}
      </a>
    ))
  if (links.length <= flatMax)
    return (
      <nav class="desk-nav" aria-label={t('工作台菜单', 'Desk')}>
        {drawn(links)}
      </nav>
    )
  const current = open.find((group) => group.links.some(({ href }) => href === here)) ?? open[0]
  return (
    <nav class="desk-nav grouped" aria-label={t('工作台菜单', 'Desk')}>
      {open.map((group) => (
        <div class={group === current ? 'desk-group here' : 'desk-group'}>
          <a class="desk-group-name" href={group.links[0]?.href}>
            {t(group.zh, group.en)}
          </a>
          <div class="desk-group-links">{drawn(group.links)}</div>
        </div>
      ))}
    </nav>
  )
}

/** The link that names a page most closely; the desk itself holds nothing but itself. */
function closest(links: readonly DeskLink[], path: string): string | undefined {
  const holding = links.flatMap(({ href, holds = [] }) => [href, ...holds].map((at) => ({ href, at })))
  return holding
    .filter(({ href, at }) => (href === '/desk' ? path === href : isHere(path, at)))
    .sort((one, other) => other.at.length - one.at.length)[0]?.href
}
