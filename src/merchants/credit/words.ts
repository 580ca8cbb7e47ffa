import type { Words } from '../../web/words.ts'

export const creditWords = {
  credit_record_short: {
    zh: '诚信记录满 {needed} 个月才能兑信用，现在 {months} 个月。记录不会清零，到时再来。',
    en: 'This needs a record of {needed} months; yours has {months}. It keeps growing: come back then.',
  },
  credit_bank_missing: { zh: '没有这家合作银行。', en: 'There is no such bank.' },
  credit_fields_unknown: {
    zh: '有的内容现在不能出示，请重新选择。',
    en: 'Something chosen cannot be shown now. Please choose again.',
  },
  credit_link_open: {
    zh: '给这家银行已经有一份没有结束的声明。一份声明只给一家银行用一次，请先撤回那一份。',
    en: 'There is a statement for this bank that has not ended. Withdraw that one first.',
  },
  credit_link_missing: {
    zh: '没有找到这个链接：可能已经撤回或到期，也可能不是给您所在银行的。',
    en: 'There is no such link: it was withdrawn or has expired, or it is not for your bank.',
  },
  credit_link_moved: { zh: '刚刚有变化，请刷新再看。', en: 'Something has just changed. Please reload.' },
  credit_link_over: {
    zh: '这份声明已经撤回或到期，内容不再显示。需要的话，请商户重新出示。',
    en: 'This statement was withdrawn or has expired and shows nothing any more. The merchant can present a new one.',
  },
  credit_preview_changed: {
    zh: '内容刚刚有变化，请再看一遍银行将看到的内容，然后确认。',
    en: 'Something has just changed. Please read once more what the bank will see.',
  },
  credit_consent_needed: { zh: '要勾选同意，才能生成链接。', en: 'Please tick that you agree.' },
  credit_narrow_nothing: {
    zh: '请选择要收回的内容。商户名称要留下；全部收回请用“撤回”。',
    en: 'Choose what to take back. The name stays; to take back everything, withdraw.',
  },
  credit_record_refused: {
    zh: '商户没有同意记录贷款，或者已经撤回。',
    en: 'The merchant has not agreed to recording, or has withdrawn it.',
  },
  credit_loan_missing: { zh: '没有找到这条贷款记录。', en: 'There is no such loan record.' },
  credit_loan_exists: { zh: '这份声明已经有贷款记录。', en: 'There is a record for this statement already.' },
  credit_loan_needs: { zh: '请填写金额、期限和理由。', en: 'Please give amount, term and reason.' },
  credit_dispute_open: { zh: '已经有一条异议在等银行答复。', en: 'A dispute is waiting for the bank already.' },
  credit_dispute_unheard: {
    zh: '您已撤回记录的同意，银行看不到这条记录，也不能答复。先重新同意记录，才能提出异议。',
    en: 'You stopped the recording, so the bank can neither read this record nor answer. Agree again before you dispute it.',
  },
  credit_own_shop: {
    zh: '这是您自己或家人的店，或者您在那里站柜台，要由别的经办人来办。',
    en: 'You own this shop, live with its owner or work there, so another clerk has to deal with it.',
  },
  credit_dispute_missing: { zh: '没有等待答复的异议。', en: 'No dispute is waiting.' },
} satisfies Words
