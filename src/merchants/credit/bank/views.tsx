import type { Check } from '../../../credentials/verify.ts'
import { Answer } from '../../../credentials/views.tsx'
import { cityDay } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import type { Tried } from '../../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Submit,
  Table,
  TextArea,
  TextField,
  Time,
} from '../../../web/ui.tsx'
import { useLang, useT } from '../../../web/words.ts'
import { Stale } from '../../stale.tsx'
import { loanSteps, loanVersions } from '../labels.ts'
import { LinkChip } from '../links/views.tsx'
import type { LoanStory } from '../loans/queries.ts'
import { LoanChip, LoanStoryView, yuan } from '../loans/views.tsx'
import type { CreditLink, linksForBank } from '../queries.ts'
import { creditLoanFlow } from '../rules.ts'

export function BankPage({ rows }: { rows: Awaited<ReturnType<typeof linksForBank>> }) {
  const t = useT()
  return (
    <>
      <h1>{t('商户出示给我们的', 'Shown to us')}</h1>
      <p class="muted">
        {t('打开商户给的链接或扫码以后，会列在这里。', 'What was opened by a merchant’s link or code is listed here.')}
      </p>
      {rows.length === 0 ? (
        <Empty title={t('还没有打开过链接', 'No link opened yet')} />
      ) : (
        <Table
          head={[
            t('商户', 'Merchant'),
            t('用途', 'Purpose'),
            t('声明', 'Statement'),
            t('贷款记录', 'Loan'),
            t('出示日期', 'Shown on'),
          ]}
          rows={rows.map(({ link, merchantName, loan }) => [
            <a href={`/bank/links/${link.id}`}>{merchantName}</a>,
            link.purpose,
            <LinkChip state={link.state} />,
            loan ? <LoanChip state={loan.state} /> : '–',
            cityDay(link.createdAt),
          ])}
        />
      )}
    </>
  )
}

type OpenedProps = { link: CreditLink; check: Check; secret: string; ceiling: number | undefined; mayRecord: boolean }

/** What the merchant chose to show, checked at this moment against the city's keys and its register. */
export function OpenedPage({ link, check, secret, ceiling, mayRecord }: OpenedProps) {
  const t = useT()
  return (
    <>
      <h1>{t('商户出示的声明', 'Statement of a merchant')}</h1>
      <Alert tone="info">
        {t(
          '这次打开已经记录，商户看得到是谁、什么时候打开的。只能用于写明的用途。',
          'This opening is recorded: the merchant sees who opened it and when. Use it for the named purpose only.',
        )}
      </Alert>
      <Answer {...check} />
      {link.expiresAt && (
        <p>
          {t('链接到期：', 'The link expires: ')}
          <Time at={link.expiresAt} withYear />
        </p>
      )}
      {ceiling !== undefined && (
        <p>
          {t('按等级的参考上限：', 'Reference ceiling for this level: ')}
          <strong>{yuan(ceiling)}</strong>
          {t('。仅供参考，不是承诺，由银行自主决定。', '. For reference only and no promise: the bank decides alone.')}
        </p>
      )}
      <p class="actions">
        <LinkButton href={`/bank/links/${link.id}`}>
          {mayRecord ? t('贷款记录', 'Loan record') : t('办理情况', 'Case')}
        </LinkButton>
        <LinkButton href={`/credit/${secret}/statement`} look="quiet">
          {t('下载声明（SD-JWT）自行核验', 'Download the statement (SD-JWT)')}
        </LinkButton>
        <LinkButton href="/verify.html" look="quiet">
          {t('下载离线核验文件', 'Download the offline check')}
        </LinkButton>
      </p>
    </>
  )
}

type CaseProps = {
  link: CreditLink
  merchant: string
  mayRecord: boolean
  story: LoanStory | undefined
  /** The form that was sent, by name: a step, or `answer`. */
  tried: { form: string; tried: Tried } | undefined
}

export function CasePage({ link, merchant, mayRecord, story, tried }: CaseProps) {
  const t = useT()
  const path = `/bank/links/${link.id}`
  return (
    <>
      <h1>{merchant}</h1>
      <p>
        <LinkChip state={link.state} /> {link.purpose}
      </p>
      {tried && !hasForm(tried.form, story) && <Late {...tried.tried} />}
      <p class="actions">
        <LinkButton href={`${path}/receipt`} look="quiet">
          {t('打印同意回执', 'Print the receipt')}
        </LinkButton>
      </p>
      <h2>{t('贷款记录', 'Loan record')}</h2>
      {!mayRecord && (
        <Empty title={t('商户没有同意记录', 'The merchant has not agreed to recording')}>
          <p>{t('贷款照常办理，只是不记在这里。', 'The loan goes on as usual; it is only not recorded here.')}</p>
        </Empty>
      )}
      {mayRecord && !story && (
        <Form action={`${path}/loan`}>
          <FormId id={newId()} />
          <Submit>{t('记录：已申请', 'Record: applied for')}</Submit>
        </Form>
      )}
      {story && <LoanStoryView story={story} />}
      {story?.isDisputed && <AnswerForm path={path} story={story} tried={triedAt(tried, 'answer')} />}
      {story && <Steps path={path} story={story} tried={tried} />}
    </>
  )
}

const triedAt = (tried: CaseProps['tried'], form: string) => (tried?.form === form ? tried.tried : undefined)

/** Whether the form that was sent still stands on the page: a step may be gone meanwhile, with the state it led out of. */
const hasForm = (form: string, story: LoanStory | undefined) =>
  Boolean(story && (form === 'answer' ? story.isDisputed : Object.hasOwn(creditLoanFlow[story.loan.state], form)))

function Late(tried: Tried) {
  return (
    <>
      <Alert>{tried.alert}</Alert>
      <Stale tried={tried} words={loanVersions} />
    </>
  )
}

function AnswerForm({ path, story, tried }: { path: string; story: LoanStory; tried: Tried | undefined }) {
  const t = useT()
  const open = story.disputes.find(({ answeredAt }) => !answeredAt)
  return (
    <section class="card">
      <h3>{t('商户的异议', 'The merchant’s dispute')}</h3>
      <blockquote>{open?.why}</blockquote>
      <Form action={`${path}/answer`} class="stack" tried={tried}>
        <TextArea
          name="answer"
          label={t('答复；记错的请先更正', 'Answer; correct what was wrong first')}
          maxlength={500}
          tried={tried}
        />
        <Submit>{t('答复', 'Answer')}</Submit>
      </Form>
    </section>
  )
}

type StepsProps = { path: string; story: LoanStory; tried: CaseProps['tried'] }

function Steps({ path, story: { loan }, tried: sent }: StepsProps) {
  const [t, lang] = [useT(), useLang()]
  const steps = Object.entries(creditLoanFlow[loan.state])
  if (steps.length === 0) return <Chip>{t('记录已作废', 'This record is void')}</Chip>
  return (
    <>
      {steps.map(([step, { needs = [] }]) => {
        const tried = triedAt(sent, step)
        return (
          <details class="card" open={Boolean(tried) || step === 'grant' || step === 'disburse' || step === 'repay'}>
            <summary>{loanSteps[step]?.[lang]}</summary>
            <Form action={`${path}/loan/${step}`} class="stack" scope={step} tried={tried}>
              <Stale tried={tried} words={loanVersions} />
              <FormVersion version={loan.version} />
              {needs.includes('amountYuan') && (
                <TextField
                  name="amountYuan"
                  type="number"
                  min={1}
                  label={t('金额（元）', 'Amount, yuan')}
                  value={loan.amountYuan}
                  tried={tried}
                />
              )}
              {needs.includes('termMonths') && (
                <TextField
                  name="termMonths"
                  type="number"
                  min={1}
                  max={360}
                  label={t('期限（月）', 'Term, months')}
                  value={loan.termMonths}
                  tried={tried}
                />
              )}
              {needs.includes('why') && (
                <TextArea name="why" label={t('理由', 'Reason')} maxlength={500} rows={2} tried={tried} />
              )}
              <Submit look={step === 'void' || step === 'decline' ? 'danger' : 'primary'}>
                {loanSteps[step]?.[lang]}
              </Submit>
            </Form>
          </details>
        )
      })}
    </>
  )
}
