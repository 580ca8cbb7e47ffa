import { raw } from 'hono/html'
import type { Store } from '../../stock/queries.ts'
import { qrSvg } from '../../web/qr.tsx'
import { Facts, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Donor } from '../donors/queries.ts'
import { donorKindNames, legalKindNames, money, weight } from '../labels.ts'
import { capitalYuan, worthOf } from '../rules.ts'
import { Purpose } from './purpose.tsx'
import type { Donation, Line } from './queries.ts'

type Props = { donation: Donation; store: Store; donor: Donor; name: string; lines: Line[]; link: string }

/**
 * The paper a donor takes home: donor, kind and quantity, receiving body with its legal kind, who handled it, and the day
 * (Charity Law 38), the sum in capital figures. It is the body's proof of receipt; the tax paper is the treasury's.
 */
export function Receipt({ donation, store, donor, name, lines, link }: Props) {
  const [t, lang] = [useT(), useLang()]
  const total = worthOf(lines)
  return (
    <article class="paper record" lang="zh-CN">
      {donation.state === 'voided' && <p class="paper-void">{t('已作废', 'Voided')}</p>}
      <header>
        <h1>{t('捐赠接收凭证', 'Receipt of a donation')}</h1>
        <p class="paper-number">
          {t('编号', 'No.')} {donation.number ?? t('（登记中，未接收）', '(not received yet)')}
        </p>
      </header>
      <div class="paper-body">
        <Facts
          rows={[
            [t('捐赠人', 'Donor'), `${name || t('匿名', 'Anonymous')}（${donorKindNames[donor.kind][lang]}）`],
            ...(donor.creditCode ? [[t('捐赠人信用代码', 'Donor’s credit code'), donor.creditCode] as const] : []),
            [t('捐赠日期', 'Given on'), donation.givenOn],
            [t('接收单位', 'Receiving body'), donation.bodyName],
            [t('法律性质', 'Legal kind'), legalKindNames[donation.bodyLegalKind][lang]],
            [t('统一社会信用代码', 'Unified social credit code'), donation.bodyCreditCode],
            [t('接收地点', 'Received at'), store.name],
          ]}
        />
        <Table
          head={[t('捐赠项目', 'Item'), t('数量', 'Quantity'), t('单价', 'Each'), t('金额', 'Sum'), t('用途', 'For')]}
          rows={lines.map((line) => [
            line.name,
            `${line.quantity} ${line.unit}${line.grams ? `（${weight(line.grams)}）` : ''}`,
            <span class="whole">{money(line.unitValueFen)[lang]}</span>,
            <span class="whole">{money(worthOf([line]))[lang]}</span>,
            <Purpose line={line} />,
          ])}
        />
        <p>
          {t('合计（大写）', 'Together')}：{capitalYuan(total)}（{money(total)[lang]}）
        </p>
        {donation.receiptWaived && (
          <p class="note">{t('捐赠人表示不要凭证，本凭证存档。', 'The donor wanted no receipt: for the file.')}</p>
        )}
        <p class="note">
          {t(
            '本凭证证明已收到上列捐赠，不是税务票据；可抵税的公益事业捐赠票据由接收单位另开。',
            'This proves receipt of the above. The tax-deductible donation voucher is issued by the receiving body.',
          )}
        </p>
      </div>
      <footer>
        <figure class="paper-code">
          <div role="img" aria-label={t('捐赠去向二维码', 'Where it went')}>
            {raw(qrSvg(link))}
          </div>
          <figcaption>{t('扫码看捐赠去向', 'Scan to see where it went')}</figcaption>
        </figure>
        <div class="paper-issuer">
          <dl class="paper-hands">
            <dt>{t('经手人（签字）', 'Handled by (signature)')}</dt>
            <dd />
            <dt>{t('复核人（签字）', 'Checked by (signature)')}</dt>
            <dd />
          </dl>
          <p class="paper-by">{donation.bodyName}</p>
          <p>{donation.givenOn}</p>
        </div>
      </footer>
    </article>
  )
}
