import type { DocumentTerms } from '../../points/rulebook/documents/rules.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Empty, Form, FormId, LinkButton, Points, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { PairingView } from '../pairings/queries.ts'
import { PairingCard } from '../pairings/views.tsx'
import { CharityFigures } from '../pool/figures.tsx'
import type { charityFigures } from '../pool/queries.ts'
import type { GiftView } from './queries.ts'
import { GiftOfMine } from './views.tsx'

type Figures = Awaited<ReturnType<typeof charityFigures>>
type Giver = { areaName: string; verified: boolean; available: number; given: number }

type CharityProps = {
  figures: Figures
  mine: Giver | undefined
  terms: DocumentTerms<'CHARITY'>
  formId: string
  tried: Tried | undefined
}

export function CharityPage({ figures, mine, terms, formId, tried }: CharityProps) {
  const t = useT()
  return (
    <>
      <h1>{t('兑爱心', 'Charity')}</h1>
      <p class="lead">
        {t(
          '把积分献给本社区的爱心池，由社区两个人决定，拨给有需要的家庭换米面油。献出的积分不追回，也不再转赠。',
          'Give points to your community’s pool. Two people decide which household in need gets them, for rice and oil. What is given is never taken back and never given on.',
        )}
      </p>
      {mine ? (
        <Give {...{ mine, terms, formId, tried }} />
      ) : (
        <Alert tone="info">
          <a href="/sign-in?next=/charity">{t('登录后献爱心', 'Sign in to give')}</a>
        </Alert>
      )}
      <h2>{t('去了哪里', 'Where it went')}</h2>
      <CharityFigures {...figures} />
    </>
  )
}

function Give({ mine, terms, formId, tried }: Omit<CharityProps, 'figures' | 'mine'> & { mine: Giver }) {
  const t = useT()
  const left = Math.max(terms.givenPerMonth - mine.given, 0)
  const most = Math.min(left, mine.available)
  return (
    <Card class="stack">
      <p>
        {t('您有', 'You have')} <Points points={mine.available} />
        {t(`，这个月还可以献 ${left} 分`, `; this month you may give ${left} more`)}
      </p>
      {!mine.verified ? (
        <Alert tone="warn">
          {t('献爱心前请带身份证到社区核验一次身份。', 'Before you give, show your ID at the community once.')}
        </Alert>
      ) : most > 0 ? (
        <Form action="/charity" class="stack" tried={tried}>
          <FormId id={formId} tried={tried} />
          <TextField
            name="points"
            label={t(`献给${mine.areaName}爱心池多少分`, `Points for the charity pool of ${mine.areaName}`)}
            inputmode="numeric"
            maxlength={6}
            autocomplete="off"
            tried={tried}
          />
          <Submit look="big">{t('献出爱心', 'Give')}</Submit>
        </Form>
      ) : (
        <Alert tone="info">
          {t(
            '这个月献满了，或者还没有可用的积分。谢谢您。',
            'You have given all you may this month, or have no points yet. Thank you.',
          )}
        </Alert>
      )}
      <LinkButton href="/charity/mine" look="quiet">
        {t('我献出的、我结对的', 'What I gave and whom I support')}
      </LinkButton>
    </Card>
  )
}

type MineProps = { gifts: readonly GiftView[]; pairings: readonly PairingView[]; thanks: boolean }

export function MyGifts({ gifts, pairings, thanks }: MineProps) {
  const t = useT()
  return (
    <>
      <h1>{t('我献出的爱心', 'What I gave')}</h1>
      {thanks && <Alert tone="good">{t('谢谢您的心意。', 'Thank you.')}</Alert>}
      <h2>{t('我结对的家庭', 'Households I support')}</h2>
      {pairings.length === 0 ? (
        <p class="muted">
          {t(
            '还没有结对。结对由社区提出、双方同意、另一人审批。',
            'None yet. The community proposes a pairing, both sides agree, and a second person approves.',
          )}
        </p>
      ) : (
        pairings.map((view) => <PairingCard view={view} />)
      )}
      <h2>{t('献出的积分和物品', 'Points and goods')}</h2>
      {gifts.length === 0 ? (
        <Empty title={t('还没有献出', 'Nothing yet')}>
          <LinkButton href="/charity">{t('去献爱心', 'Give')}</LinkButton>
        </Empty>
      ) : (
        gifts.map((view) => <GiftOfMine view={view} />)
      )}
    </>
  )
}
