import type { Words } from '../web/words.ts'

export const areasWords = {
  area_missing: { zh: '没有找到这个区域。', en: 'This area does not exist.' },
} satisfies Words
