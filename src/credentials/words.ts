import type { Words } from '../web/words.ts'

export const credentialsWords = {
  credential_missing: { zh: '没有找到这份证书。', en: 'This certificate does not exist.' },
  status_list_missing: { zh: '没有这一份状态名单。', en: 'There is no such status list.' },
  key_not_yours: {
    zh: '签名密钥由市级管理员更换。',
    en: 'Only an administrator of the city replaces the signing key.',
  },
  key_moved: {
    zh: '这把密钥已经停用了，请刷新再看。',
    en: 'This key has retired already. Please reload.',
  },
} satisfies Words
