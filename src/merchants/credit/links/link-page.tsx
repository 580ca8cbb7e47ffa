import type { CreditField } from '../../../../db/schema/credit.ts'
import { newId } from '../../../kit/ids.ts'
import type { Tried } from '../../../web/form.ts'
import { Qr } from '../../../web/qr.tsx'
import {
  Alert,
  Card,
  Checkbox,
  Chip,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  PostButton,
  Submit,
  TextArea,
  Time,
  Timeline,
} from '../../../web/ui.tsx'
import { useLang, useT } from '../../../web/words.ts'
import { Stale } from '../../stale.tsx'
import { consentText, consentVersion } from '../consent-texts.ts'
import { fieldNames, linkSteps, linkVersions } from '../labels.ts'
import type { LoanStory } from '../loans/queries.ts'
import { LoanStoryView } from '../loans/views.tsx'
import type { CreditConsent, CreditLink, eventsOfLink } from '../queries.ts'
import { LinkChip, Shown, Views } from './views.tsx'

export type LinkProps = {
  link: CreditLink
  bank: string
  /** What the bank reads or, before the consent, will read; none once the link has ended. */
  shown: Record<string, unknown> | undefined
  /** Names the preview; none once the link is open. */
  seen: string | undefined
  address: string | undefined
  views: Parameters<typeof Views>[0]['views']
  consents: readonly CreditConsent[]
  events: Awaited<ReturnType<typeof eventsOfLink>>
  story: LoanStory | undefined
  /** The form that was sent, by name. */
  tried: { form: 'present' | 'narrow' | 'dispute'; tried: Tried } | undefined
}

/** A link as its merchant sees it: what is shown, to whom, who looked, and how to take it back. */
export function LinkPage(props: LinkProps) {
  const { link, bank, shown, seen, address, views, consents, events, story, tried } = props
  const [t, lang] = [useT(), useLang()]
  const path = `/merchants/credit/${link.id}`
  return (
    <>
      <h1>{bank}</h1>
      <p>
        <LinkChip state={link.state} />
      </p>
      {tried?.form === 'present' && !seen && <Alert>{tried.tried.alert}</Alert>}
      {seen && shown && (
        <Preview {...{ link, bank, shown, seen, path }} tried={tried?.form === 'present' ? tried.tried : undefined} />
      )}
      {link.endedAt && <Ended link={link} />}
      {address && <OpenLink address={address} link={link} bank={bank} path={path} />}
      {!seen && shown && (
        <section>
          <h2>{t('银行看到的', 'What the bank sees')}</h2>
          <Card>
            <Shown claims={{ ...shown, purpose: link.purpose }} />
          </Card>
          <Narrow link={link} path={path} tried={tried?.form === 'narrow' ? tried.tried : undefined} />
        </section>
      )}
      {link.state !== 'requested' && <Views views={views} count={link.views} bank={bank} />}
      <Recording {...{ link, consents, story, path }} tried={tried?.form === 'dispute' ? tried.tried : undefined} />
      {consents.length > 0 && (
        <p class="actions">
          <LinkButton href={`${path}/receipt`} look="quiet">
            {t('打印同意回执', 'Print the receipt')}
          </LinkButton>
        </p>
      )}
      <details class="card">
        <summary>{t('经过', 'History')}</summary>
        <Timeline events={events.map(({ step, at }) => ({ at, what: linkSteps[step]?.[lang] ?? step }))} />
      </details>
    </>
  )
}

/** What a link was for and had shown, once it is over: the values themselves are kept no longer. */
function Ended({ link: { purpose, fields, credentialId, endedAt } }: { link: CreditLink }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Facts
      rows={[
        [t('用途', 'For'), purpose],
        [
          credentialId ? t('最后出示的内容', 'What was shown last') : t('原想出示的', 'What was to be shown'),
          fields.map((field) => fieldNames[field][lang]).join(t('、', ', ')),
        ],
        [t('结束于', 'Ended'), endedAt && <Time at={endedAt} withYear />],
      ]}
    />
  )
}

type PreviewProps = {
  link: CreditLink
  bank: string
  shown: Record<string, unknown>
  seen: string
  path: string
  tried: Tried | undefined
}

function Preview({ link, bank, shown, seen, path, tried }: PreviewProps) {
  const [t, lang] = [useT(), useLang()]
  const [present, record] = (['present', 'record'] as const).map((kind) => consentText(kind, consentVersion))
  return (
    <>
      <h2>{t('银行会看到这些，没有别的', 'The bank will see this and nothing else')}</h2>
      <Card>
        <Shown claims={{ ...shown, lender: bank, purpose: link.purpose }} />
        <p class="muted">{t(`有效 ${link.days} 天`, `For ${link.days} days`)}</p>
      </Card>
      <Form action={`${path}/present`} class="stack" tried={tried}>
        <input type="hidden" name="seen" value={seen} />
        <h2>{present?.title[lang]}</h2>
        <p>{present?.body[lang]}</p>
        <Checkbox
          name="agrees"
          label={t('我看过上面的内容，同意出示', 'I have read this and agree to show it')}
          tried={tried}
        />
        <h2>{record?.title[lang]}</h2>
        <p>{record?.body[lang]}</p>
        <Checkbox
          name="allowsRecord"
          label={t('我另外同意记录（可以不选）', 'I also agree to recording (optional)')}
          tried={tried}
        />
        <Submit>{t('同意并生成链接', 'Agree and make the link')}</Submit>
      </Form>
      <div class="actions">
        <PostButton action={`${path}/withdraw`} look="quiet">
          {t('不出示了', 'Do not show it')}
        </PostButton>
      </div>
    </>
  )
}

function OpenLink({ address, link, bank, path }: { address: string; link: CreditLink; bank: string; path: string }) {
  const t = useT()
  return (
    <section>
      <Qr code={address} text={bank} label={t('给银行扫的二维码', 'QR code for the bank')} />
      <p>
        {t(
          `把二维码或链接给${bank}的经办人。只有这家银行登录的经办人打得开。`,
          `Give the code or the link to a clerk of ${bank}. Only signed-in clerks of this bank can open it.`,
        )}
      </p>
      <p class="code">{address}</p>
      {link.expiresAt && (
        <p>
          {t('到期：', 'Expires: ')}
          <Time at={link.expiresAt} withYear />
        </p>
      )}
      <div class="actions">
        <PostButton action={`${path}/withdraw`} look="danger">
          {t('撤回，链接立即失效', 'Withdraw: the link stops at once')}
        </PostButton>
      </div>
    </section>
  )
}

function Narrow({ link, path, tried }: { link: CreditLink; path: string; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const others = link.fields.filter((field) => field !== 'merchant')
  const chosen = tried?.values.drop?.split(',') ?? []
  if (link.state !== 'presented' || others.length < 2) return null
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('少出示一些', 'Show less')}</summary>
      <Form action={`${path}/narrow`} class="stack" tried={tried}>
        <Stale tried={tried} words={linkVersions} />
        <FormVersion version={link.version} />
        <fieldset class="field radios">
          <legend>{t('收回哪些', 'Take back')}</legend>
          {others.map((field: CreditField) => (
            <label class="choice">
              <input type="checkbox" name="drop" value={field} checked={chosen.includes(field)} />
              <span>{fieldNames[field][lang]}</span>
            </label>
          ))}
        </fieldset>
        <p class="help">
          {t(
            '旧的声明会变成“已撤销”，链接不变，只显示剩下的。银行已经看到的，收不回来。',
            'The statement up to now is revoked; the link stays and shows what is left. What the bank saw, it has seen.',
          )}
        </p>
        <Submit look="danger">{t('收回', 'Take back')}</Submit>
      </Form>
    </details>
  )
}

type RecordingProps = Pick<LinkProps, 'link' | 'consents' | 'story'> & { path: string; tried: Tried | undefined }

/** The consent to records of the loan, apart from the other, and the record itself. */
function Recording({ link, consents, story, path, tried }: RecordingProps) {
  const t = useT()
  const stands = consents.some(({ kind, withdrawnAt }) => kind === 'record' && !withdrawnAt)
  if (!stands && !story && link.state !== 'presented') return null
  return (
    <section>
      <h2>
        {t('贷款记录', 'Loan record')}{' '}
        <Chip tone={stands ? 'good' : 'plain'}>
          {stands ? t('同意记录', 'agreed') : t('没有同意记录', 'not agreed')}
        </Chip>
      </h2>
      {story && <LoanStoryView story={story} />}
      {story && stands && !story.isDisputed && (
        <details class="card" open={Boolean(tried)}>
          <summary>{t('记错了，提出异议', 'Something is wrong: dispute it')}</summary>
          <Form action={`${path}/dispute`} class="stack" tried={tried}>
            <FormId id={newId()} tried={tried} />
            <TextArea name="why" label={t('哪里不对', 'What is wrong')} maxlength={500} tried={tried} />
            <Submit>{t('提出异议', 'Dispute')}</Submit>
          </Form>
        </details>
      )}
      {(stands || link.state === 'presented') && (
        <div class="actions">
          <PostButton action={`${path}/record`} look="quiet" fields={{ allows: stands ? 'no' : 'yes' }}>
            {stands ? t('撤回记录的同意', 'Stop the recording') : t('同意银行记录', 'Agree to recording')}
          </PostButton>
        </div>
      )}
    </section>
  )
}
