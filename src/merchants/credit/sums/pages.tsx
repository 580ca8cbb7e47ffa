import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.ts'
import { page } from '../../../web/layout.tsx'
import { Empty, Figure, Table } from '../../../web/ui.tsx'
import { useT } from '../../../web/words.ts'
import { yuan } from '../loans/views.tsx'
import { creditSums } from './queries.ts'

/** What the city sees of credit: sums, never a merchant. */
export const creditSumsPages = new Hono<Env>().get('/desk/credit', may.be('auditor', 'admin'), async (c) => {
  const sums = await creditSums(c.var.db, c.var.now())
  return page(c, { title: c.var.t('兑信用合计', 'Credit, in sums'), face: 'desk' }, <SumsPage {...sums} />)
})

function SumsPage({ all, streets, groupMin }: Awaited<ReturnType<typeof creditSums>>) {
  const t = useT()
  return (
    <>
      <h1>{t('兑信用合计', 'Credit, in sums')}</h1>
      <p class="muted">
        {t(
          `只有合计：按批准先后，每满 ${groupMin} 家商户计入一次，单笔和不满的都不显示。只含商户同意记录的贷款。`,
          `Sums only: loans are counted in the order of granting, ${groupMin} merchants at a time; single ones never show. Only loans whose merchants agreed to recording.`,
        )}
      </p>
      {all.number === 0 ? (
        <Empty title={t(`还不满 ${groupMin} 家`, `Fewer than ${groupMin} so far`)} />
      ) : (
        <>
          <div class="figures">
            <Figure value={all.number} label={t('笔', 'loans')} />
            <Figure value={yuan(all.totalYuan)} label={t('批准金额', 'granted')} />
          </div>
          {streets.length > 0 && (
            <Table
              head={[t('街道', 'Street'), t('笔数', 'Loans'), t('金额', 'Amount')]}
              rows={streets.map(({ name, number, totalYuan }) => [name, number, yuan(totalYuan)])}
            />
          )}
        </>
      )}
    </>
  )
}
