import type { Database } from '../db/database.ts'
import { grants, people } from '../db/schema/people.ts'
import { stores } from '../db/schema/stock.ts'
import { holidays } from '../seed/holidays.ts'
import { addArea } from '../src/areas/actions.ts'
import { addOrganization } from '../src/areas/organizations/actions.ts'
import { installHolidays } from '../src/calendar/actions.ts'
import { installDefaultClasses } from '../src/honors/classes/actions.ts'
import { system } from '../src/kit/actor.ts'
import { day, later } from '../src/kit/clock.ts'
import { installDefaultRules } from '../src/points/actions.ts'
import { installDefaultCategories } from '../src/reports/categories/actions.ts'

/** The town every test lives in: one city, one street, two communities with a compound and a grid. */
export const city = '532503000000'
export const guanlan = '532503003000'
export const qingyun = '532503003002'
export const zhenxing = '532503003004'
export const qingyunGarden = '532503003002C01'
export const qingyunGrid = '532503003002G01'
/** 青云社区's honor store; keeperMa and keeperYang stand at its counter. */
export const qingyunStore = 'store-qingyun'
/** 城市管理局 and 水务局: departments of the city that report for duty. */
export const cityManagement = 'org-city-management'
export const waterBureau = 'org-water-bureau'
/** 蒙自农商银行 and 红河村镇银行, which merchants may show a statement to. */
export const ruralBank = 'org-rural-bank'
const villageBank = 'org-village-bank'
/** A shop whose clerk stands at its counter, of which nothing else is known. */
const nongShop = 'org-nong-shop'

/** People have names. Residents: wangFang, zhangWei, liNa (青云), chenJie (振兴). Staff by role. */
export const cast = {
  wangFang: { name: '王芳', area: qingyunGrid },
  zhangWei: { name: '张伟', area: qingyunGarden },
  liNa: { name: '李娜', area: qingyun },
  chenJie: { name: '陈杰', area: zhenxing },
  clerkLi: { name: '李干事', area: qingyun, role: 'clerk', over: qingyun },
  clerkZhao: { name: '赵干事', area: zhenxing, role: 'clerk', over: zhenxing },
  reviewerSun: { name: '孙审核', area: qingyun, role: 'reviewer', over: guanlan },
  reviewerZhou: { name: '周审核', area: zhenxing, role: 'reviewer', over: guanlan },
  keeperMa: { name: '马店长', area: qingyun, role: 'keeper', store: qingyunStore },
  keeperYang: { name: '杨店员', area: qingyun, role: 'keeper', store: qingyunStore },
  dispatcherGao: { name: '高调度', area: guanlan, role: 'dispatcher', over: guanlan },
  dispatcherTang: { name: '唐调度', area: guanlan, role: 'dispatcher', over: city },
  officerKong: { name: '孔经办', area: guanlan, role: 'officer', at: cityManagement },
  officerShui: { name: '水经办', area: guanlan, role: 'officer', at: waterBureau },
  merchantNong: { name: '农店员', area: qingyun, role: 'merchant', at: nongShop },
  bankerXu: { name: '徐信贷', area: guanlan, role: 'banker', at: ruralBank },
  bankerMu: { name: '木信贷', area: guanlan, role: 'banker', at: villageBank },
  auditorWu: { name: '吴监督', area: guanlan, role: 'auditor', over: city },
  adminZheng: { name: '郑主任', area: guanlan, role: 'admin', over: city },
} as const

/** A Monday morning in Mengzi. */
export const settledAt = new Date('2026-03-02T01:00:00Z')

/** The town as every test finds it. Done once, in the template that each test's database is copied from. */
export async function settle({ atomically }: Pick<Database, 'atomically'>): Promise<void> {
  const now = settledAt
  await atomically(async (tx) => {
    await installDefaultRules(tx, now)
    await installDefaultCategories(tx, now)
    await installDefaultClasses(tx, now)
    await installHolidays(tx, holidays, now)
    await addArea(tx, { id: city, kind: 'city', name: '蒙自市', residents: 74_500, now })
    await addArea(tx, { id: guanlan, parentId: city, kind: 'street', name: '观澜街道', residents: 20_000, now })
    await addArea(tx, { id: qingyun, parentId: guanlan, kind: 'community', name: '青云社区', residents: 4000, now })
    await addArea(tx, { id: zhenxing, parentId: guanlan, kind: 'community', name: '振兴社区', residents: 3000, now })
    await addArea(tx, {
      id: qingyunGarden,
      parentId: qingyun,
      kind: 'compound',
      name: '青云花园小区',
      residents: 900,
      now,
    })
    await addArea(tx, { id: qingyunGrid, parentId: qingyun, kind: 'grid', name: '青云第一网格', residents: 466, now })
    await tx.insert(stores).values({
      id: qingyunStore,
      number: 1,
      name: '青云荣誉超市',
      areaId: qingyun,
      openingHours: Array.from({ length: 7 }, () => [{ opens: '08:00', closes: '20:00' }]),
      createdAt: now,
    })
    for (const [id, kind, name] of [
      [cityManagement, 'department', '城市管理局'],
      [waterBureau, 'department', '水务局'],
      [ruralBank, 'bank', '蒙自农商银行'],
      [villageBank, 'bank', '红河村镇银行'],
      [nongShop, 'merchant', '农家小店'],
    ] as const) {
      await addOrganization(tx, { id, fields: { kind, name, areaId: city }, actor: system, now })
    }
    for (const [id, person] of Object.entries(cast)) {
      await tx
        .insert(people)
        .values({ id, displayName: person.name, areaId: person.area, verifiedAt: now, createdAt: now })
      if ('role' in person) {
        await tx.insert(grants).values({
          id: `grant-${id}`,
          personId: id,
          role: person.role,
          ...('store' in person && { storeId: person.store }),
          ...('at' in person && { organizationId: person.at }),
          ...('over' in person && { areaId: person.over }),
          startsAt: now,
          grantedBy: 'system',
          grantedAt: later(now, -30 * day),
        })
      }
    }
  })
}
