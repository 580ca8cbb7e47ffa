import type { Role } from '../src/kit/actor.ts'
import { city, communities, streets } from './places.ts'

/** The people of the demo town, all invented; phones are from the 0000 block, which is given to nobody. */
export type Neighbour = { id: string; name: string; phone?: string; area: string; elder?: boolean }

const { qingyun, zhenxing, nanhu, mingde, yuguopu } = communities

export const residents: readonly Neighbour[] = [
  { id: 'demo-wang-fang', name: '王芳', phone: '13800000001', area: `${qingyun}G01` },
  { id: 'demo-zhang-wei', name: '张伟', phone: '13800000002', area: `${qingyun}C01` },
  { id: 'demo-li-guiying', name: '李桂英', area: `${qingyun}C02`, elder: true },
  { id: 'demo-pu-xuemei', name: '普雪梅', phone: '13800000003', area: `${qingyun}G02` },
  { id: 'demo-yang-guoqiang', name: '杨国强', phone: '13800000004', area: `${zhenxing}C01` },
  { id: 'demo-aygul', name: '阿依古丽·买买提江', phone: '13800000005', area: `${nanhu}C01` },
  { id: 'demo-chen-jie', name: '陈杰', phone: '13800000006', area: zhenxing },
  { id: 'demo-ma-jun', name: '马俊', phone: '13800000007', area: nanhu },
  { id: 'demo-luo-xiaoyan', name: '罗小燕', phone: '13800000008', area: mingde },
  { id: 'demo-zhao-min', name: '赵敏', phone: '13800000009', area: yuguopu },
]

/** Two more who lend a hand in 青云, and old people there who live alone, have no phone and are helped. */
export const helpers: readonly Neighbour[] = [
  { id: 'demo-lu-jianhua', name: '鲁建华', phone: '13800000010', area: `${qingyun}G01` },
  { id: 'demo-tao-li', name: '陶丽', phone: '13800000011', area: `${qingyun}C01` },
]
export const elders: readonly Neighbour[] = [
  { id: 'demo-elder-bai', name: '白秀兰', area: `${qingyun}C02`, elder: true },
  { id: 'demo-elder-shi', name: '师有才', area: `${qingyun}C02`, elder: true },
  { id: 'demo-elder-li', name: '李阿黑', area: `${qingyun}G02`, elder: true },
  { id: 'demo-elder-nima', name: '买买提·托合提阿洪', area: `${qingyun}G01`, elder: true },
  { id: 'demo-elder-zhu', name: '朱桂珍', area: `${qingyun}G02`, elder: true },
]

export type Officer = Neighbour & {
  role: Exclude<Role, 'resident' | 'keeper' | 'officer' | 'banker' | 'merchant'>
  over: string
}

export const officers: readonly Officer[] = [
  { id: 'demo-clerk-li', name: '李丽萍', phone: '13800000021', area: qingyun, role: 'clerk', over: qingyun },
  { id: 'demo-clerk-qian', name: '钱志明', phone: '13800000022', area: zhenxing, role: 'clerk', over: zhenxing },
  { id: 'demo-clerk-zhou', name: '周建平', phone: '13800000023', area: nanhu, role: 'clerk', over: nanhu },
  {
    id: 'demo-reviewer-sun',
    name: '孙玉兰',
    phone: '13800000024',
    area: streets.guanlan,
    role: 'reviewer',
    over: city,
  },
  { id: 'demo-reviewer-bai', name: '白文学', phone: '13800000025', area: streets.wenlan, role: 'reviewer', over: city },
  { id: 'demo-auditor-wu', name: '吴国栋', phone: '13800000026', area: streets.wenlan, role: 'auditor', over: city },
  {
    id: 'demo-dispatcher-gao',
    name: '高建军',
    phone: '13800000028',
    area: streets.guanlan,
    role: 'dispatcher',
    over: streets.guanlan,
  },
  {
    id: 'demo-dispatcher-tang',
    name: '唐晓梅',
    phone: '13800000029',
    area: streets.wenlan,
    role: 'dispatcher',
    over: city,
  },
  { id: 'demo-admin-zheng', name: '郑晓东', phone: '13800000027', area: streets.guanlan, role: 'admin', over: city },
]

/** Who reports for duty when the city is whistled for. */
export const departments = [
  {
    id: 'demo-org-city-management',
    name: '市城市管理局',
    area: city,
    phone: '0873-5550301',
    duties: '市容环境、占道经营、广告招牌、井盖路灯等市政设施',
  },
  { id: 'demo-org-water', name: '市水务局', area: city, phone: '0873-5550302', duties: '供水、排水、污水外溢、河道' },
  {
    id: 'demo-org-traffic-police',
    name: '市交警大队',
    area: city,
    phone: '0873-5550303',
    duties: '乱停车、信号灯、交通标线',
  },
  {
    id: 'demo-org-housing',
    name: '市住房和城乡建设局',
    area: city,
    phone: '0873-5550304',
    duties: '违法建设、物业管理、施工扬尘',
  },
  {
    id: 'demo-org-guanlan-works',
    name: '观澜街道综合执法队',
    area: streets.guanlan,
    phone: '0873-5550311',
    duties: '辖区内日常巡查和简易处置',
  },
] as const

/** Which merchants may show a statement to. */
export const banks = [
  { id: 'demo-bank-rural', name: '蒙自农商银行', area: city, phone: '0873-5550401', duties: '小微商户信用贷款' },
  { id: 'demo-bank-village', name: '红河村镇银行', area: city, phone: '0873-5550402', duties: '个体工商户经营贷款' },
] as const

/** One clerk at each bank. */
export const bankers: readonly (Neighbour & { at: string })[] = [
  { id: 'demo-banker-xu', name: '徐国庆', phone: '13800000051', area: streets.wenlan, at: 'demo-bank-rural' },
  { id: 'demo-banker-mu', name: '木春花', phone: '13800000052', area: streets.wenlan, at: 'demo-bank-village' },
]

/** One officer at each department that the demo acts as. */
export const departmentOfficers: readonly (Neighbour & { at: string })[] = [
  {
    id: 'demo-officer-kong',
    name: '孔维民',
    phone: '13800000041',
    area: streets.wenlan,
    at: 'demo-org-city-management',
  },
  { id: 'demo-officer-he', name: '何立水', phone: '13800000042', area: streets.wenlan, at: 'demo-org-water' },
]

export const keepers: readonly Neighbour[] = [
  { id: 'demo-keeper-he', name: '何秀英', phone: '13800000031', area: qingyun },
  { id: 'demo-keeper-bao', name: '保家华', phone: '13800000032', area: zhenxing },
]
