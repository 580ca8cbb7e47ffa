import type { Sentence } from '../../web/words.ts'

export type CreditConsentKind = 'present' | 'record'

type Text = { title: Sentence; body: Sentence }

/** What each consent says, by version: the receipt shows the words that were read. A new wording gets a new version. */
const texts: Record<CreditConsentKind, Record<string, Text>> = {
  present: {
    '2026-11': {
      title: { zh: '向一家银行出示诚信声明', en: 'Show a statement to one bank' },
      body: {
        zh: '我同意把下面选定的内容，做成有城市签名的声明，只给上面写明的银行、只用于写明的用途。我可以随时撤回或减少内容，撤回后链接立即失效，一分钟内声明核验为“已撤销”。银行已经看到或抄下的，不会因此消失。兑信用不扣积分；是否贷款、贷多少，由银行自己决定。',
        en: 'I agree that the city signs a statement of what is chosen below, for the bank and the purpose named above and no other. I can withdraw it, or parts of it, at any time: the link stops at once, and within a minute the statement checks as revoked. What the bank has seen or copied is not undone. It costs no points. Whether and how much to lend is for the bank alone.',
      },
    },
  },
  record: {
    '2026-11': {
      title: { zh: '记录贷款办理情况', en: 'Record how the loan goes' },
      body: {
        zh: '我另外同意这家银行的经办人在荣誉通里记下申请、批准或不批、金额和期限、放款、还清或逾期。只有我和这家银行看得到；城市只看到合计（不满五家的不单列）。记错了我可以提出异议。不同意也可以出示声明；同意了也可以随时撤回，撤回后银行不能再看也不能再记。',
        en: 'I also agree that clerks of this bank record here: applied, granted or declined, amount and term, paid out, repaid or overdue. Only I and this bank see it; the city sees sums (never of fewer than five). I can dispute what is wrong. The statement does not depend on this. I can withdraw it at any time: the bank then neither reads nor records any more.',
      },
    },
  },
}

/** The words that are asked for now. */
export const consentVersion = '2026-11'

export const consentText = (kind: CreditConsentKind, version: string): Text => texts[kind][version] as Text
