import { FormToken } from '../../web/form-token.tsx'
import { Chip, Submit } from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import { standingShown } from '../public/labels.ts'
import { placeShown } from '../public/place/rules.ts'
import { openStatuses } from '../rules.ts'
import type { Likely } from './queries.ts'
import { ageOf } from './rules.ts'

type LikelyProps = {
  likely: readonly Likely[]
  /** What was typed, carried on. */
  values: Record<string, string>
  /** The photos that the server has kept with it. */
  kept: readonly string[]
  isSignedIn: boolean
  personId: string
  now: Date
}

/** What others reported nearby, large enough to judge, before anything is sent. */
export function LikelyPage({ likely, values, kept, isSignedIn, personId, now }: LikelyProps) {
  const t = useT()
  return (
    <>
      <header class="stack-tight">
        <h1>{t('是不是同一处？', 'Is it one of these?')}</h1>
        <p class="lead">
          {t(
            '附近已经有人报过下面的问题。是同一处就点“我也遇到”，办得更快，您也能收到进展。',
            'These were reported nearby. If yours is one of them, join it: it goes faster and you hear how it goes on.',
          )}
        </p>
      </header>
      <form method="post" action="/snap" class="stack" data-once>
        <FormToken />
        {Object.entries(values)
          .filter(([name]) => !['act', '_token', 'kept', 'remove'].includes(name))
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        {kept.map((photoId) => (
          <input type="hidden" name="kept" value={photoId} />
        ))}
        <ul class="likely">
          {likely.map((one) => (
            <LikelyOffer offer={one} {...{ isSignedIn, personId, now }} />
          ))}
        </ul>
        <div class="actions">
          <Submit look="big" name="act" value="distinct">
            {t('这是另一处，提交', 'Mine is another one: send')}
          </Submit>
          <Submit look="quiet" name="act" value="edit">
            {t('返回修改', 'Go back and change it')}
          </Submit>
        </div>
      </form>
    </>
  )
}

type OfferProps = Pick<LikelyProps, 'isSignedIn' | 'personId' | 'now'> & { offer: Likely }

function LikelyOffer({ offer, isSignedIn, personId, now }: OfferProps) {
  const [t, lang] = [useT(), useLang()]
  const { report, category, photoId, meters } = offer
  const standing = standingShown(report)
  const { address } = placeShown(report, category)
  return (
    <li class="card">
      {photoId && (
        <a href={`/reports/${report.id}`} target="_blank" rel="noopener">
          <img src={`/reports/${report.id}/photos/${photoId}`} alt={t('当时的照片', 'Its photo')} />
        </a>
      )}
      <p class="row">
        <Chip tone={standing.tone}>{standing.word[lang]}</Chip>
        <strong>{category.name[lang]}</strong>
      </p>
      <p class="meta">
        {meters !== undefined && <span>{t(`离您 ${roundly(meters)} 米`, `${roundly(meters)} m away`)}</span>}
        <span>{ageText(report.filedAt, now, t)}</span>
        {report.followers > 0 && <span>{t(`${report.followers} 人也遇到`, `${report.followers} more see it`)}</span>}
      </p>
      {address && <p class="muted">{address}</p>}
      <p class="clamp">{report.publicWords ?? report.words}</p>
      <Acts offer={offer} isSignedIn={isSignedIn} isTheirs={report.reporterId === personId} />
    </li>
  )
}

function Acts({ offer, isSignedIn, isTheirs }: { offer: Likely; isSignedIn: boolean; isTheirs: boolean }) {
  const t = useT()
  const { report } = offer
  const isOpen = (openStatuses as readonly string[]).includes(report.status)
  const page = (label: string) => (
    <a class="button quiet" href={`/reports/${report.id}`}>
      {label}
    </a>
  )
  if (isTheirs && isOpen) return page(t('您报过这一处，看进展', 'You reported it: see how it goes'))
  if (isTheirs && report.status !== 'confirmed') return page(t('又坏了：告诉他们没修好', 'Broken again: say so'))
  if (isOpen && isSignedIn)
    return (
      <Submit name="act" value={`join:${report.id}`}>
        {t('我也遇到，就是这一处', 'Yes, this one: me too')}
      </Submit>
    )
  if (isOpen) return page(t('就是这一处，看进展', 'Yes, this one: see how it goes'))
  return (
    <Submit look="quiet" name="againOf" value={report.id}>
      {t('修过，又坏了：重新上报', 'It was fixed and broke again: report it')}
    </Submit>
  )
}

const roundly = (meters: number) => (meters < 10 ? Math.round(meters) : Math.round(meters / 10) * 10)

/** `3 天前`, `3 days ago`. */
export function ageText(at: Date, now: Date, t: Say): string {
  const { count, unit } = ageOf(at, now)
  if (unit === 'day') return t(`${count} 天前`, count === 1 ? 'yesterday' : `${count} days ago`)
  if (unit === 'hour') return t(`${count} 小时前`, `${count} h ago`)
  return t(`${count} 分钟前`, `${count} min ago`)
}
