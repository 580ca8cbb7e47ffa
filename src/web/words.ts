import { createContext, useContext } from 'hono/jsx'
import type { RefusalDetails } from '../kit/refusal.ts'

export type Lang = 'zh' | 'en'

/** The same words in both languages. Chinese is what most people read, English stands beside it. */
export type Sentence = { zh: string; en: string }

/** Refusal code → sentence. `{name}` is filled from the refusal's details. */
export type Words = Record<string, Sentence>

/** One sentence in the reader's language. */
export type Say = (zh: string, en: string) => string

const speakers: Record<Lang, Say> = { zh: (zh) => zh, en: (_, en) => en }
export const sayIn = (lang: Lang): Say => speakers[lang]

const LangContext = createContext<Lang>('zh')
export const LangProvider = LangContext.Provider
/** For components below `page()`: `const t = useT()`. */
export const useT = (): Say => speakers[useContext(LangContext)]
export const useLang = (): Lang => useContext(LangContext)

export function sentenceOf(words: Words, code: string, details: RefusalDetails, lang: Lang): string {
  const sentence = words[code]?.[lang] ?? code
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
}

/** The refusals that no room owns. Each room brings its own in `words.ts`. */
export const webWords = {
  not_signed_in: { zh: '请先登录。', en: 'Please sign in first.' },
  not_allowed: { zh: '您没有权限做这件事。', en: 'You are not allowed to do this.' },
  page_missing: { zh: '没有找到这个页面。', en: 'This page does not exist.' },
  input_invalid: {
    zh: '有些内容没有填对，请看标红的地方。',
    en: 'Some of the input is not right: see the marked fields.',
  },
  body_unreadable: {
    zh: '没能读懂发来的内容，请重新提交。',
    en: 'The request could not be read. Please send it again.',
  },
  body_too_large: { zh: '内容太大了，请减少照片或文字后再试。', en: 'That is too large. Send fewer or smaller files.' },
  foreign_form: {
    zh: '这个表单不是从本站提交的，请刷新页面再试一次。',
    en: 'This form was not sent from this site. Reload the page and try again.',
  },
  form_expired: {
    zh: '页面放得太久了，请刷新后再提交一次，已填的内容还在。',
    en: 'This page is too old. Reload it and send the form again.',
  },
  same_id_other_content: {
    zh: '这个编号已经用于另一次不同的提交。',
    en: 'This id was already used for something else.',
  },
  idempotency_key_invalid: {
    zh: 'Idempotency-Key 应为 8 到 100 个字母、数字、- 或 _。',
    en: 'Idempotency-Key takes 8 to 100 letters, digits, - or _.',
  },
  file_unreadable: {
    zh: '没能读懂这个文件的文字。请在表格软件里另存为“CSV UTF-8”。',
    en: 'The text of this file cannot be read. Save it as “CSV UTF-8”.',
  },
  file_empty: { zh: '文件里没有内容。', en: 'There are no rows in this file.' },
  file_too_long: { zh: '一次最多导入 {max} 行。', en: 'At most {max} rows at a time.' },
  outbound_refused: {
    zh: '不能访问这个网址：只接受公开的 http 或 https 地址，不能带用户名和密码。',
    en: 'This address may not be called: only public http or https addresses, without a user name.',
  },
  outbound_failed: {
    zh: '对方的服务器没有给出可用的回答，请稍后再试。',
    en: 'The other server gave no usable answer. Please try again later.',
  },
  stale_version: {
    zh: '别人刚刚改过这一条，请对照后再保存。',
    en: 'Somebody else has just changed this. Compare both versions, then save again.',
  },
  step_unknown: {
    zh: '现在的状态下不能这样做，可能已经有人处理过了。',
    en: 'This is not possible in its present state. Somebody may have dealt with it already.',
  },
  step_not_yours: { zh: '这一步不由您来办。', en: 'This step is not yours to take.' },
  too_many_requests: {
    zh: '操作太频繁，请过 {seconds} 秒再试。',
    en: 'Too many requests. Try again in {seconds} seconds.',
  },
  storage_busy: {
    zh: '系统正忙，什么都没有改动，请稍后再试一次。',
    en: 'The service is busy and nothing was changed. Please try again in a moment.',
  },
  unexpected: {
    zh: '出错了，什么都没有改动。我们已经记下来了，请稍后再试。',
    en: 'Something went wrong and nothing was changed. It has been recorded; please try again later.',
  },
} satisfies Words
