import type { Words } from '../web/words.ts'

export const noticesWords = {
  notice_missing: { zh: '没有找到这条消息。', en: 'This message does not exist.' },
} satisfies Words
