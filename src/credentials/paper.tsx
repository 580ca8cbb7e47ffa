import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Secrets } from '../kit/secrets.ts'
import { qrSvg } from '../web/qr.tsx'
import { useT } from '../web/words.ts'
import { type Credential, tokenOf } from './queries.ts'
import { Corner, Seal } from './seal.tsx'

/** Behind `#`, so that the token, which names somebody, is never sent with the address. */
const verifyAddress = (issuer: string, token: string) => `${issuer}/verify#${token}`

/** `2026-10-30` as a certificate says it: 2026年10月30日. */
const inWords = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

/** What a paper shows of its credential. */
export function paperCode(secrets: Secrets, issuer: string, credential: Credential | undefined) {
  const token = credential && tokenOf(secrets, credential)
  const address = token && verifyAddress(issuer, token)
  return { address, issuer, revoked: Boolean(credential?.revokedAt), expiresAt: credential?.expiresAt ?? undefined }
}

type PaperProps = PropsWithChildren<{
  title: string
  number: string
  /** `honor` is a page to frame, `record` one to file. */
  look: 'honor' | 'record'
  issuedBy: string
  day: string
  /** The address in the QR code; none once the token is forgotten. */
  address: string | undefined
  issuer: string
  revoked?: boolean | undefined
  expired?: boolean | undefined
  /** Rows that must be signed by hand, above the place of the seal. */
  hands?: Child | undefined
}>

/** A certificate as it is printed: one A4 page with its frame, its seal, and the code by which anybody can check it. */
export function Paper(props: PaperProps) {
  const { title, number, look, issuedBy, day, address, issuer, revoked, expired, hands, children } = props
  const t = useT()
  return (
    <article class={`paper ${look}`} lang="zh-CN">
      {(['nw', 'ne', 'se', 'sw'] as const).map((at) => (
        <Corner at={at} />
      ))}
      {revoked && <p class="paper-void">{t('已撤销', 'Revoked')}</p>}
      {!revoked && expired && <p class="paper-void">{t('已过期', 'Expired')}</p>}
      <header>
        <h1>{title}</h1>
        <p class="paper-number">
          {t('编号', 'No.')} {number}
        </p>
      </header>
      <div class="paper-body">{children}</div>
      <footer>
        {address && (
          <figure class="paper-code">
            <div role="img" aria-label={t('核验二维码', 'QR code to check this paper')}>
              {raw(qrSvg(address, 'L'))}
            </div>
            <figcaption>
              {t('扫码核验真伪，断网也可核验', 'Scan to check it, also offline')}
              <span class="code">{issuer.replace(/^https?:\/\//, '')}/verify</span>
            </figcaption>
          </figure>
        )}
        <div class="paper-issuer">
          <Seal text="荣誉通印" />
          {hands}
          <p class="paper-by">{issuedBy}</p>
          <p>{look === 'honor' ? t(inWords(day), day) : day}</p>
        </div>
      </footer>
    </article>
  )
}
