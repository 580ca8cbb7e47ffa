import type { Sentence } from '../web/words.ts'
import type { Verdict } from './rules.ts'

type Told = { title: string; body: string }
export type VerdictWords = { zh: Told; en: Told; tone: 'good' | 'warn' | 'bad' }

/** What each verdict means, to somebody with a paper in their hand. */
export const verdictWords: Record<Verdict, VerdictWords> = {
  valid: {
    tone: 'good',
    zh: {
      title: '有效',
      body: '这份证书由本市签发，内容没有改动，没有被撤销。请核对下面的名字与出示的人或商户是否一致。',
    },
    en: {
      title: 'Valid',
      body: 'Signed by the city, unchanged and not revoked. Compare the name with whoever shows it',
    },
  },
  revoked: {
    tone: 'bad',
    zh: { title: '已撤销', body: '这份证书确实由本市签发过，但后来撤销了，不再有效。' },
    en: { title: 'Revoked', body: 'The city did sign this, and has revoked it since. It no longer counts' },
  },
  expired: {
    tone: 'warn',
    zh: { title: '已过期', body: '这份证书由本市签发，内容没有改动，但有效期已经过了。' },
    en: { title: 'Expired', body: 'Signed by the city and unchanged, but its time has passed' },
  },
  not_yet: {
    tone: 'warn',
    zh: { title: '尚未生效', body: '签发时间在未来。请检查这台设备的日期是否准确。' },
    en: { title: 'Not valid yet', body: 'Its date lies in the future. Check the date of this device' },
  },
  status_unknown: {
    tone: 'warn',
    zh: {
      title: '签名有效，是否撤销未知',
      body: '内容没有改动，但文件里的撤销名单早于这份证书，请联网核验或下载新的核验文件。',
    },
    en: {
      title: 'Signature valid, status unknown',
      body: 'Unchanged, but the status list at hand is older than this paper. Check online or fetch a newer file',
    },
  },
  changed: {
    tone: 'bad',
    zh: {
      title: '内容被改动',
      body: '签名和内容对不上：可能被改过，也可能没有扫全。请重新扫一次；仍然如此，请不要采信。',
    },
    en: {
      title: 'Changed',
      body: 'The signature does not fit the content: altered, or not read completely. Scan again; if it stays so, do not trust it',
    },
  },
  unknown_issuer: {
    tone: 'bad',
    zh: { title: '签发方不明', body: '这份证书自称由别处签发，这里没有那个签发方的公钥，无法核验。签发方：' },
    en: { title: 'Unknown issuer', body: 'It names another issuer, whose keys are not known here' },
  },
  unknown_key: {
    tone: 'bad',
    zh: { title: '密钥不明', body: '签发方公布的密钥里没有这一把。可能是伪造，也可能是核验文件太旧，请联网核验。' },
    en: {
      title: 'Unknown key',
      body: 'The issuer has not published this key. It may be forged, or this file is too old',
    },
  },
  key_retired: {
    tone: 'bad',
    zh: { title: '密钥已停用', body: '签发时间晚于这把密钥停用的时间，不能采信。' },
    en: { title: 'Key retired', body: 'It says it was signed after this key had retired. Do not trust it' },
  },
  unregistered: {
    tone: 'bad',
    zh: { title: '没有登记', body: '签名是本市的密钥，但本市的登记簿里没有这一份。请不要采信，并告诉我们。' },
    en: {
      title: 'Not registered',
      body: 'Signed with the city’s key but absent from its register. Do not trust it, and tell us',
    },
  },
  algorithm: {
    tone: 'bad',
    zh: { title: '签名方式不被接受', body: '它没有使用本市规定的签名方式，不能采信。' },
    en: { title: 'Signature not accepted', body: 'It is not signed the way the city signs. Do not trust it' },
  },
  unreadable: {
    tone: 'warn',
    zh: { title: '没有读懂', body: '这不是证书二维码里的内容，或者没有复制完整。' },
    en: { title: 'Not readable', body: 'This is not what a certificate’s QR code holds, or a part is missing' },
  },
}

/** How a yes or a no reads. */
export const claimAnswers: { yes: Sentence; no: Sentence } = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
}

/** What a credential says, by the names of its members, in the order in which they are read out. */
export const claimLabels: Record<string, Sentence> = {
  name: { zh: '姓名', en: 'Name' },
  honor: { zh: '荣誉称号', en: 'Honour' },
  year: { zh: '年度', en: 'Year' },
  stars: { zh: '星级', en: 'Stars' },
  hours: { zh: '服务时长（小时）', en: 'Hours of service' },
  a: { zh: '其中甲级（双方凭据）', en: 'of these grade A (both sides)' },
  b: { zh: '其中乙级（单方加地点）', en: 'of these grade B (one side and place)' },
  c: { zh: '其中丙级（补录）', en: 'of these grade C (back-entered)' },
  merchant: { zh: '商户', en: 'Merchant' },
  code: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  area: { zh: '所在区域', en: 'Area' },
  recordYear: { zh: '诚信记录满 12 个月', en: 'Record of at least 12 months' },
  recordMonths: { zh: '诚信记录（月）', en: 'Months of record' },
  recordSince: { zh: '诚信记录起', en: 'On record since' },
  noUpheld: { zh: '近 24 个月没有成立的投诉', en: 'No complaint upheld in 24 months' },
  upheld: { zh: '近 24 个月成立的投诉', en: 'Complaints upheld in 24 months' },
  levelB: { zh: '诚信等级 B 级或以上', en: 'Honesty level B or better' },
  level: { zh: '诚信等级', en: 'Honesty level' },
  score: { zh: '诚信分（满分 100）', en: 'Honesty score (of 100)' },
  licenceValid: { zh: '营业执照在有效期内', en: 'Licence in force' },
  licenceUntil: { zh: '营业执照有效期至', en: 'Licence valid until' },
  lender: { zh: '只给这家银行', en: 'For this bank only' },
  purpose: { zh: '用途', en: 'Purpose' },
  no: { zh: '编号', en: 'No.' },
  issuer: { zh: '签发方', en: 'Issued by' },
  issuedOn: { zh: '签发日期', en: 'Issued on' },
  expiresOn: { zh: '有效期至', en: 'Valid until' },
  revokedOn: { zh: '撤销日期', en: 'Revoked on' },
  statusOn: { zh: '撤销名单截至', en: 'Status as of' },
}
