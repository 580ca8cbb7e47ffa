import type { consents } from '../../../db/schema/people.ts'
import { toCityTime } from '../../kit/clock.ts'
import { Facts } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { consentText, receiptNumber } from './rules.ts'

/** One consent as its owner prints it: the words that were read, when, and how to take it back. */
export function ConsentReceipt({ consent }: { consent: typeof consents.$inferSelect }) {
  const [t, lang] = [useT(), useLang()]
  const { kind, textVersion, at, withdrawnAt } = consent
  const text = consentText(kind, textVersion)
  const minute = (time: Date) => toCityTime(time).replace('T', ' ')
  return (
    <>
      <p class="actions no-print">
        <a class="back" href="/me/privacy">
          {t('‹ 我的个人信息', '‹ My data and consents')}
        </a>
        <span class="muted">{t('用浏览器的“打印”。', 'Print it from your browser.')}</span>
      </p>
      <article class="paper record">
        {withdrawnAt && <p class="paper-void">{t('已撤回', 'Withdrawn')}</p>}
        <header>
          <h1>{t('同意回执', 'Receipt of consent')}</h1>
          <p class="paper-number">
            {t('编号', 'No.')} {receiptNumber(consent)}
          </p>
        </header>
        <div class="paper-body">
          <h2>{text?.title[lang]}</h2>
          <p class="paper-text">{text?.body[lang]}</p>
          <Facts
            rows={[
              [t('同意时间', 'Agreed at'), minute(at)],
              [t('文本版本', 'Version of the text'), textVersion],
              withdrawnAt
                ? [t('撤回时间', 'Withdrawn at'), minute(withdrawnAt)]
                : [
                    t('怎么撤回', 'How to withdraw'),
                    kind === 'service'
                      ? t('在“我的个人信息”里注销账户。', 'Delete your account under “My data and consents”.')
                      : t(
                          '随时在“我的个人信息”里点“撤回同意”，撤回后立即停用。',
                          'At any time under “My data and consents”: press “Withdraw”. It stops at once.',
                        ),
                  ],
            ]}
          />
        </div>
      </article>
    </>
  )
}
