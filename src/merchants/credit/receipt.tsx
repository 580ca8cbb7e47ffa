import { cityDay, toCityTime } from '../../kit/clock.ts'
import { Facts } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { consentText } from './consent-texts.ts'
import { fieldNames } from './labels.ts'
import type { CreditConsent } from './queries.ts'

/** The consents given for a link as both sides print them: to whom, what for, which words, and whether they still stand. */
export function ReceiptPage({ consents, back }: { consents: readonly CreditConsent[]; back: string }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <p class="actions no-print">
        <a class="back" href={back}>
          {t('‹ 返回', '‹ Back')}
        </a>
        <span class="muted">{t('用浏览器的“打印”。', 'Print it from your browser.')}</span>
      </p>
      {consents.map(({ number, kind, content, textVersion, at, withdrawnAt }) => {
        const { title, body } = consentText(kind, textVersion)
        return (
          <article class="paper record">
            {withdrawnAt && <p class="paper-void">{t('已撤回', 'Withdrawn')}</p>}
            <header>
              <h1>{t('同意回执', 'Receipt of consent')}</h1>
              <p class="paper-number">
                {t('编号', 'No.')} {number}
              </p>
            </header>
            <div class="paper-body">
              <h2>{title[lang]}</h2>
              <p class="paper-text">{body[lang]}</p>
              <Facts
                rows={[
                  [t('商户', 'Merchant'), content.merchant],
                  [t('银行', 'Bank'), content.bank],
                  [t('用途', 'Purpose'), content.purpose],
                  [t('出示的内容', 'What is shown'), content.fields.map((name) => fieldNames[name][lang]).join('、')],
                  [t('有效期至', 'Until'), content.until],
                  [t('同意时间', 'Agreed at'), toCityTime(at).replace('T', ' ')],
                  [t('文本版本', 'Version of the text'), textVersion],
                  ...(withdrawnAt ? [[t('撤回日期', 'Withdrawn on'), cityDay(withdrawnAt)] as const] : []),
                ]}
              />
            </div>
          </article>
        )
      })}
    </>
  )
}
