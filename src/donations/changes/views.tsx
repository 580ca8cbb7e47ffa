import type { UseChangeState } from '../../../db/schema/donations.ts'
import { timeText } from '../../web/ui/time.tsx'
import { Chip, LinkButton } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { Purpose } from '../intake/purpose.tsx'
import type { Line } from '../intake/queries.ts'
import type { UseChange } from './queries.ts'

const changeStateNames: Record<UseChangeState, Sentence & { tone: 'warn' | 'good' | 'bad' | 'plain' }> = {
  asked: { zh: '等捐赠人答复', en: 'Waits for the donor', tone: 'warn' },
  on_paper: { zh: '同意书待核对', en: 'The paper is to be confirmed', tone: 'warn' },
  agreed: { zh: '捐赠人已同意', en: 'The donor agreed', tone: 'good' },
  refused: { zh: '捐赠人不同意', en: 'The donor refused', tone: 'bad' },
  withdrawn: { zh: '已撤回', en: 'No longer asked', tone: 'plain' },
}

const wayNames: Record<NonNullable<UseChange['way']>, Sentence> = {
  code: { zh: '短信验证码', en: 'a code by text message' },
  signed_in: { zh: '本人登录', en: 'signed in' },
  paper: { zh: '签字的同意书', en: 'signed paper' },
}

/** What the donor was asked about a line, with a way to answer while it waits. */
export function AskedOf({ line, changes, answerAt }: { line: Line; changes: UseChange[]; answerAt: string }) {
  const t = useT()
  if (changes.length === 0) return null
  return (
    <section>
      <h4>{t('用途变更', 'Change of use')}</h4>
      <p class="note">
        {t('捐赠时的用途：', 'Given for: ')}
        <Purpose line={line} />
      </p>
      {changes.map((change) => (
        <>
          <ChangeRecord change={change} />
          {change.state === 'asked' && (
            <p class="actions">
              <LinkButton href={`${answerAt}/${change.id}`}>{t('看看并答复', 'Read and answer')}</LinkButton>
            </p>
          )}
        </>
      ))}
    </section>
  )
}

/** Who asked, why, for what, and what came of it. */
export function ChangeRecord({ change }: { change: UseChange }) {
  const [t, lang] = [useT(), useLang()]
  const { tone, ...state } = changeStateNames[change.state]
  const { asker, taker, ender, way, endedAt } = change
  return (
    <div class="stack-tight">
      <p>
        <Chip tone={tone}>{state[lang]}</Chip> <Purpose line={change} />
      </p>
      <p class="note">
        {timeText(change.askedAt, lang, true)} {t(`${asker ?? '系统'}询问：`, `${asker ?? 'system'} asked: `)}
        {change.reason}
      </p>
      {taker && <p class="note">{t(`${taker} 登记了签字的同意书`, `${taker} took down the signed paper`)}</p>}
      {endedAt && (
        <p class="note">
          {timeText(endedAt, lang, true)}
          {way && t(`，凭${wayNames[way].zh}`, `, by ${wayNames[way].en}`)}
          {ender && way !== 'signed_in' && t(`，${ender} 办理`, `, done by ${ender}`)}
        </p>
      )}
    </div>
  )
}
