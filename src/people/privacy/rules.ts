import { cityDay } from '../../kit/clock.ts'

export const consentKinds = ['service', 'location', 'public_name'] as const
export type ConsentKind = (typeof consentKinds)[number]

type Text = { zh: string; en: string }

type ConsentText = { version: string; title: Text; body: Text }

/**
 * What each consent says, in the words of its newest version. A new wording gets a new version here, and the one before goes
 * to `earlierTexts`: its receipts keep saying what was agreed to.
 */
export const consentTexts: Record<ConsentKind, ConsentText> = {
  service: {
    version: '2026-03',
    title: { zh: '个人信息处理说明', en: 'Privacy notice' },
    body: {
      zh: '同意荣誉通按照《个人信息处理说明》处理我的个人信息，用于参加任务、记录积分和兑换物品。',
      en: 'I agree that Rongyu handles my personal data as the privacy notice says: to take part in tasks, keep points and collect goods.',
    },
  },
  location: {
    version: '2026-03',
    title: { zh: '签到时使用位置（敏感个人信息）', en: 'Location at check-in (sensitive)' },
    body: {
      zh: '签到时读取一次手机位置，只用来判断是否在活动地点附近；只保存“是否在范围内”和大致距离，不保存行踪。不同意也可以扫码签到。',
      en: 'Read the position of my phone once at check-in, only to tell whether I am near the place. Kept are "near or not" and a rough distance, never a track. Without it, check in by code.',
    },
  },
  public_name: {
    version: '2026-03',
    title: { zh: '公开显示名', en: 'Show my display name in public' },
    body: {
      zh: '在社区公示和排行榜里显示我的显示名（不是真实姓名）。不同意时显示为“一位居民”。',
      en: 'Show my display name (never my real name) in public lists of my community. Without it I appear as "a resident".',
    },
  },
}

const earlierTexts: Record<ConsentKind, readonly ConsentText[]> = { service: [], location: [], public_name: [] }

/** The words of one version, as they were read then. */
export const consentText = (kind: ConsentKind, version: string): ConsentText | undefined =>
  [consentTexts[kind], ...earlierTexts[kind]].find((text) => text.version === version)

/** `PC-2026-1F3A9C42B07D`: the year in which a consent was given, and the end of its id. */
export const receiptNumber = ({ id, at }: { id: string; at: Date }) =>
  `PC-${cityDay(at).slice(0, 4)}-${id.replaceAll('-', '').slice(-12).toUpperCase()}`

/** The notice before collection, as a list: who, what for, which kinds, how long, which rights. @see PIPL article 17 */
export const privacyNotice: readonly { title: Text; body: Text }[] = [
  {
    title: { zh: '谁在处理', en: 'Who' },
    body: {
      zh: '您所在社区和街道使用的荣誉通平台。有问题可以找社区工作人员，或在“我的”里提出。',
      en: 'The Rongyu service of your community and street. Ask the staff of your community, or use the pages under "Me".',
    },
  },
  {
    title: { zh: '为了什么', en: 'What for' },
    body: {
      zh: '登录、参加任务和志愿服务、记录积分和时长、在荣誉超市兑换。',
      en: 'Signing in, taking part in tasks, keeping points and hours, collecting goods at honor stores.',
    },
  },
  {
    title: { zh: '哪些信息', en: 'Which data' },
    body: {
      zh: '手机号、显示名、所住社区；核实身份时的姓名；您提交的照片和文字；积分、时长和兑换记录。不收集身份证照片和行踪。',
      en: 'Phone number, display name, community; your real name once staff verify it; photos and words you submit; points, hours and orders. No copies of identity documents, no tracks.',
    },
  },
  {
    title: { zh: '怎么保管', en: 'How it is kept' },
    body: {
      zh: '手机号和姓名加密保存。工作人员每次查看都会记录，您在“谁看过我的信息”里看得到。',
      en: 'Phone and real name are encrypted. Every look by staff is recorded, and you can read that record.',
    },
  },
  {
    title: { zh: '保存多久', en: 'How long' },
    body: {
      zh: '用到您注销为止；提交的照片和文字在任务结清 180 天后删除。注销后手机号、姓名和密码立即删除，照片和文字过了申诉期删除；写给您的荣誉、商户和贷款的话也一并删除；积分账目去掉姓名后保留，因为账要平。您出示给银行的链接，是谁看过只保留到链接结束三年后；商户柜台没收成的扫码，是谁的码只保留一年。',
      en: 'Until you delete your account; photos and words you hand in for 180 days after a task is done. When you delete your account, phone, name and password go at once, photos and words once nobody can appeal; and so is what was written about your honours, shop and loans; ledger entries stay without a name, because the books must balance. Who at a bank opened your link is kept until three years after its end, and whose code a shop’s counter could not take for a year.',
    },
  },
  {
    title: { zh: '您的权利', en: 'Your rights' },
    body: {
      zh: '随时查看、下载、更正、撤回同意、注销；对结果有异议可以要求人工复核。',
      en: 'See, download, correct, withdraw and delete at any time; ask for a person to look at a decision again.',
    },
  },
]
