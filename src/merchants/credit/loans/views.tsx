import { Alert, Chip, Facts, Timeline } from '../../../web/ui.tsx'
import { useLang, useT } from '../../../web/words.ts'
import { loanStates, loanSteps } from '../labels.ts'
import type { CreditLoan, LoanStory } from './queries.ts'

export const yuan = (amount: number) => `¥${amount.toLocaleString('en-US')}`

export function LoanChip({ state }: Pick<CreditLoan, 'state'>) {
  const { tone, ...name } = loanStates[state]
  return <Chip tone={tone}>{name[useLang()]}</Chip>
}

/** A loan record as both sides read it. */
export function LoanStoryView({ story: { loan, events, isDisputed } }: { story: LoanStory }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      {isDisputed && (
        <Alert tone="warn">{t('商户有异议，等银行答复。', 'Disputed by the merchant; the bank has to answer.')}</Alert>
      )}
      <Facts
        rows={[
          [t('状态', 'State'), <LoanChip state={loan.state} />],
          ...(loan.amountYuan ? [[t('金额', 'Amount'), yuan(loan.amountYuan)] as const] : []),
          ...(loan.termMonths
            ? [[t('期限', 'Term'), t(`${loan.termMonths} 个月`, `${loan.termMonths} months`)] as const]
            : []),
        ]}
      />
      <Timeline
        events={events.map(({ event, who, why }) => ({
          at: event.at,
          what: loanSteps[event.step]?.[lang] ?? event.step,
          who: who ?? '',
          note: why ?? '',
        }))}
      />
    </>
  )
}
