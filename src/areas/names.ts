import type { AreaKind, BoardOfficer } from '../../db/schema/areas.ts'
import type { Sentence } from '../web/words.ts'

export const kindNames: Record<AreaKind, Sentence> = {
  city: { zh: '市', en: 'City' },
  street: { zh: '街道（乡镇）', en: 'Street' },
  community: { zh: '社区', en: 'Community' },
  village: { zh: '村', en: 'Village' },
  compound: { zh: '小区', en: 'Compound' },
  grid: { zh: '网格', en: 'Grid' },
}

export const dutyNames: Record<BoardOfficer['duty'], Sentence> = {
  leader: { zh: '网格长', en: 'Grid leader' },
  officer: { zh: '网格员', en: 'Grid officer' },
  police: { zh: '社区民警', en: 'Police officer' },
}
