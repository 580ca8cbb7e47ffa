import { Paper } from '../../credentials/paper.tsx'
import { cityDay } from '../../kit/clock.ts'
import { LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { AwardClass } from '../classes/queries.ts'
import { gradeNames } from '../labels.ts'
import type { Nomination } from '../nominations/queries.ts'

type Code = { address: string | undefined; issuer: string; revoked: boolean; expiresAt: Date | undefined }
type AwardProps = Code & { nomination: Nomination; awardClass: AwardClass; name: string; city: string; now: Date }

/** An honour or merit on paper. What it certifies stands in Chinese for the wall, in English beside it. */
export function AwardPaper({ nomination, awardClass, name, city, now, expiresAt, ...code }: AwardProps) {
  const t = useT()
  const lang = useLang()
  const { grade, year, awardNumber, issuedAt, noticeText } = nomination
  const title = grade ? gradeNames[grade] : awardClass
  return (
    <>
      <PaperActions />
      <Paper
        {...code}
        look="honor"
        title={grade ? t('立功证书', 'Certificate of merit') : t('荣誉证书', 'Certificate of honour')}
        number={awardNumber ?? ''}
        issuedBy={city}
        day={cityDay(issuedAt ?? now)}
        expired={expiresAt !== undefined && expiresAt <= now}
      >
        <p class={name.length > 14 ? 'paper-name long' : 'paper-name'}>
          {name}
          {t('：', ',')}
        </p>
        <p class={`paper-text ${lengthOf(noticeText ?? '')}`}>{noticeText}</p>
        <p class="paper-text">
          {grade
            ? t('事迹突出，经评审和公示，特予记功：', 'For an outstanding deed, judged and shown in public:')
            : t(`经推荐、评审和公示，授予 ${year} 年度：`, `Nominated, judged and shown in public, for ${year}:`)}
        </p>
        <p class="paper-title">{title[lang]}</p>
        {expiresAt && (
          <p class="paper-text">{t(`有效期至 ${cityDay(expiresAt)}`, `Valid until ${cityDay(expiresAt)}`)}</p>
        )}
      </Paper>
    </>
  )
}

/** One page holds what is written on it, whatever its length up to 600 signs. */
const lengths = [
  [400, 'longest'],
  [220, 'longer'],
  [110, 'long'],
] as const
const lengthOf = (text: string) => lengths.find(([from]) => text.length > from)?.[1] ?? ''

export function PaperActions() {
  const t = useT()
  return (
    <p class="actions no-print">
      <a class="back" href="/honors/mine">
        {t('‹ 我的荣誉', '‹ My honours')}
      </a>
      <LinkButton href="/verify" look="quiet">
        {t('怎样核验', 'How it is checked')}
      </LinkButton>
      <span class="muted">{t('用浏览器的“打印”，一张 A4。', 'Print it from your browser: one A4 page.')}</span>
    </p>
  )
}

type StarProps = Code & { subject: Record<string, unknown>; issuedAt: Date; now: Date }

/** Stars on paper: what the credential itself says, so that paper and code cannot differ. */
export function StarPaper({ subject, issuedAt, now, expiresAt, ...code }: StarProps) {
  const t = useT()
  const stars = Number(subject.stars)
  return (
    <>
      <PaperActions />
      <Paper
        {...code}
        look="honor"
        title={t('星级志愿者', 'Star volunteer')}
        number={String(subject.no)}
        issuedBy={String(subject.area)}
        day={cityDay(issuedAt)}
        expired={expiresAt !== undefined && expiresAt <= now}
      >
        <p class="paper-name">
          {String(subject.name)}
          {t('：', ',')}
        </p>
        <p class="paper-text">
          {t(
            `截至 ${cityDay(issuedAt)}，志愿服务记录时长 ${subject.hours} 小时，达到：`,
            `With ${subject.hours} recorded hours of volunteer service on ${cityDay(issuedAt)}:`,
          )}
        </p>
        <p class="paper-title">
          <span class="paper-stars" aria-hidden="true">
            {'★'.repeat(stars)}
          </span>
          <br />
          {t(`${'一二三四五'[stars - 1]}星级志愿者`, `${stars}-star volunteer`)}
        </p>
      </Paper>
    </>
  )
}
