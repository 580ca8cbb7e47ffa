import type { AreaKind, BoardOfficer } from '../db/schema/areas.ts'

/**
 * A small Mengzi: the streets and communities that the city's own letter names, with compounds and grids of ours.
 * Codes down to communities are the official division codes; people and phones are invented.
 */
type Place = { id: string; parentId?: string; kind: AreaKind; name: string; residents?: number }

export const city = '532503000000'
export const streets = {
  wenlan: '532503001000',
  yuguopu: '532503002000',
  guanlan: '532503003000',
  wencui: '532503004000',
} as const
export const communities = {
  nanhu: '532503001011',
  yuguopu: '532503002002',
  qingyun: '532503003002',
  zhenxing: '532503003004',
  mingde: '532503004004',
} as const

export const places: readonly Place[] = [
  { id: city, kind: 'city', name: '蒙自市', residents: 74_500 },
  { id: streets.wenlan, parentId: city, kind: 'street', name: '文澜街道', residents: 19_800 },
  { id: streets.yuguopu, parentId: city, kind: 'street', name: '雨过铺街道', residents: 9600 },
  { id: streets.guanlan, parentId: city, kind: 'street', name: '观澜街道', residents: 16_200 },
  { id: streets.wencui, parentId: city, kind: 'street', name: '文萃街道', residents: 12_400 },
  { id: communities.nanhu, parentId: streets.wenlan, kind: 'community', name: '南湖社区', residents: 4300 },
  { id: communities.yuguopu, parentId: streets.yuguopu, kind: 'community', name: '雨过铺社区', residents: 3900 },
  { id: communities.qingyun, parentId: streets.guanlan, kind: 'community', name: '青云社区', residents: 4100 },
  { id: communities.zhenxing, parentId: streets.guanlan, kind: 'community', name: '振兴社区', residents: 3600 },
  { id: communities.mingde, parentId: streets.wencui, kind: 'community', name: '明德社区', residents: 3200 },
  {
    id: `${communities.qingyun}C01`,
    parentId: communities.qingyun,
    kind: 'compound',
    name: '青云花园小区',
    residents: 1240,
  },
  {
    id: `${communities.qingyun}C02`,
    parentId: communities.qingyun,
    kind: 'compound',
    name: '红河州公路管理总段退休职工住宅小区',
    residents: 610,
  },
  {
    id: `${communities.zhenxing}C01`,
    parentId: communities.zhenxing,
    kind: 'compound',
    name: '振兴家园小区',
    residents: 980,
  },
  {
    id: `${communities.nanhu}C01`,
    parentId: communities.nanhu,
    kind: 'compound',
    name: '南湖荷苑小区',
    residents: 870,
  },
  {
    id: `${communities.qingyun}G01`,
    parentId: communities.qingyun,
    kind: 'grid',
    name: '青云第一网格',
    residents: 466,
  },
  {
    id: `${communities.qingyun}G02`,
    parentId: communities.qingyun,
    kind: 'grid',
    name: '青云第二网格',
    residents: 451,
  },
  {
    id: `${communities.zhenxing}G01`,
    parentId: communities.zhenxing,
    kind: 'grid',
    name: '振兴第一网格',
    residents: 472,
  },
  { id: `${communities.nanhu}G01`, parentId: communities.nanhu, kind: 'grid', name: '南湖第一网格', residents: 480 },
]

const duties = {
  leader: '统筹网格内的党建、安全与便民事务，每周走访不少于两次',
  officer: '收集居民诉求，巡查环境卫生与安全隐患，组织志愿服务',
  police: '治安巡逻、纠纷调解、防诈骗宣传',
} as const

const officers = (leader: string, officer: string, police: string, line: string): BoardOfficer[] => [
  { duty: 'leader', name: leader, phone: `0873-555${line}1`, duties: duties.leader },
  { duty: 'officer', name: officer, phone: `0873-555${line}2`, duties: duties.officer },
  { duty: 'police', name: police, phone: `0873-555${line}3`, duties: duties.police },
]

/** What stands on the notice boards of the grids. */
export const boardOfficers: Readonly<Record<string, BoardOfficer[]>> = {
  [`${communities.qingyun}G01`]: officers('杨建国', '普丽华', '马志强', '010'),
  [`${communities.qingyun}G02`]: officers('李春梅', '白文学', '马志强', '011'),
  [`${communities.zhenxing}G01`]: officers('钱绍兴', '罗小燕', '张云峰', '012'),
  [`${communities.nanhu}G01`]: officers('周永福', '阿依古丽·买买提', '孔令辉', '013'),
}
