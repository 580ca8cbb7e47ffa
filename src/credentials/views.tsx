import { cityDay } from '../kit/clock.ts'
import type { Tried } from '../web/form.ts'
import { Facts, Form, LinkButton, Submit, TextArea } from '../web/ui.tsx'
import { type Lang, useLang, useT } from '../web/words.ts'
import { claimAnswers, claimLabels, verdictWords } from './labels.ts'
import type { Check, Said } from './verify.ts'

type VerifyProps = { check?: Check; token?: string; tried?: Tried }

/** Paste, scan or open the link: what the city says about a certificate. */
export function VerifyPage({ check, token, tried }: VerifyProps) {
  const t = useT()
  return (
    <>
      <h1>{t('核验证书', 'Check a certificate')}</h1>
      {check && <Answer {...check} />}
      <Form action="/verify" tried={tried} class="stack">
        <TextArea
          name="token"
          label={t('证书二维码里的内容', 'What the QR code says')}
          help={t(
            '扫纸上的二维码，或者把里面的文字粘贴到这里。',
            'Scan the code on the paper, or paste its text here.',
          )}
          tried={tried}
          value={token}
          maxlength={20_000}
        />
        <div data-scan="#token" />
        <Submit>{t('核验', 'Check')}</Submit>
      </Form>
      <section>
        <h2>{t('没有网络也能核验', 'Check without a network')}</h2>
        <p>
          {t(
            '下载这个文件保存好，以后断网也能用它核验：公钥和撤销名单都在里面，什么都不上传。建议每月更新一次。',
            'Keep this file: it holds the city’s keys and the list of revoked papers, and sends nothing. Fetch it anew once a month.',
          )}
        </p>
        <p class="actions">
          <LinkButton href="/verify.html" look="quiet">
            {t('下载离线核验文件', 'Download the offline file')}
          </LinkButton>
        </p>
      </section>
    </>
  )
}

/** What a check says, with what is signed. */
export function Answer({ verdict, said, claimed }: Check) {
  const lang = useLang()
  const { tone, ...words } = verdictWords[verdict]
  return (
    <section class={`verdict ${tone}`} role="status">
      <h2>{words[lang].title}</h2>
      <p>{words[lang].body}</p>
      {claimed && <p class="code">{claimed}</p>}
      {said && <SaidFacts said={said} />}
    </section>
  )
}

/** A claim as it is read out; nothing for what is no plain value. */
export function claimText(value: unknown, lang: Lang): string | undefined {
  if (typeof value === 'boolean') return claimAnswers[value ? 'yes' : 'no'][lang]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function SaidFacts({ said: { subject, issuedAt, expiresAt, revokedAt } }: { said: Said }) {
  const lang = useLang()
  const label = (name: string) => claimLabels[name]?.[lang] ?? name
  const dates = { revokedOn: revokedAt, issuedOn: issuedAt, expiresOn: expiresAt }
  return (
    <Facts
      rows={[
        ...Object.entries(subject)
          .filter(([name]) => claimLabels[name])
          .flatMap(([name, value]) => {
            const told = claimText(value, lang)
            return told === undefined ? [] : [[label(name), told] as const]
          }),
        ...Object.entries(dates).flatMap(([name, at]) => (at ? [[label(name), cityDay(at)] as const] : [])),
      ]}
    />
  )
}
