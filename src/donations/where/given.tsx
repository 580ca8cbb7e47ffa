import { Card, Chip, Empty, LinkButton, PostButton, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { type UseChange, useNow } from '../changes/queries.ts'
import { AskedOf } from '../changes/views.tsx'
import type { looksAtDonors } from '../donors/looks.ts'
import type { Donor } from '../donors/queries.ts'
import { Purpose } from '../intake/purpose.tsx'
import type { Donation, Line } from '../intake/queries.ts'
import { donationStateNames, legalKindNames, money } from '../labels.ts'
import type { MoneyUse } from '../money/queries.ts'
import { MoneyUsed } from '../money/views.tsx'
import { type Collected, nowhere, type Places, worthOf } from '../rules.ts'
import { Communities, Where } from './views.tsx'

type Props = {
  donor: Donor
  names: string[]
  donations: Donation[]
  lines: Line[]
  places: Map<string, Places>
  collected: Map<string, Collected[]>
  changes: Map<string, UseChange[]>
  uses: Map<string, MoneyUse[]>
  looks: Awaited<ReturnType<typeof looksAtDonors>>
  token: string | undefined
  mayClaim: boolean
}

export function GivenPage({
  donor,
  names,
  donations,
  lines,
  places,
  collected,
  changes,
  uses,
  looks,
  token,
  mayClaim,
}: Props) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('捐赠去向', 'Where your donations went')}</h1>
      </header>
      <p class="lead">
        {names.length > 0 && t(`${names.join('、')}，谢谢您。`, `Thank you, ${names.join(', ')}. `)}
        {t(
          '数字来自库存账，随领取实时变化；谁领了不会显示。',
          'The figures come from the stock ledger. Who received it is not shown.',
        )}
      </p>
      {donations.length === 0 ? (
        <Empty title={t('还没有接收的捐赠', 'Nothing was received yet')} />
      ) : (
        donations.map((donation) => (
          <Given
            donation={donation}
            lines={lines.filter(({ donationId }) => donationId === donation.id)}
            places={places}
            collected={collected}
            changes={changes}
            uses={uses}
            answerAt={token ? `/given/${token}/changes` : '/donations/mine/changes'}
          />
        ))
      )}
      {mayClaim && (
        <PostButton action={`/given/${token}/claim`} look="quiet">
          {t('存到我的账户，以后登录就能看', 'Keep these among my own')}
        </PostButton>
      )}
      {token && donor.wallName && (
        <PostButton action={`/given/${token}/wall`} look="quiet">
          {t(`从爱心榜撤下署名“${donor.wallName}”`, `Take “${donor.wallName}” off the thanks wall`)}
        </PostButton>
      )}
      {looks.length > 0 && (
        <details class="card">
          <summary>{t('谁看过您的登记', 'Who looked at your entry')}</summary>
          <Timeline
            events={looks.map(({ at, who, reason }) => ({ at, what: reason, who: who ?? t('系统', 'system') }))}
          />
        </details>
      )}
      <p>
        <a href="/donations">{t('看爱心榜', 'The thanks wall')}</a>
      </p>
    </>
  )
}

type GivenProps = Pick<Props, 'lines' | 'places' | 'collected' | 'changes' | 'uses'> & {
  donation: Donation
  answerAt: string
}

function Given({ donation, lines, places, collected, changes, uses, answerAt }: GivenProps) {
  const [t, lang] = [useT(), useLang()]
  const { tone, ...state } = donationStateNames[donation.state]
  return (
    <Card>
      <header class="row">
        <h2>{donation.number}</h2>
        <Chip tone={tone}>{state[lang]}</Chip>
      </header>
      <p class="muted">
        {donation.givenOn} · {donation.bodyName}（{legalKindNames[donation.bodyLegalKind][lang]}）
      </p>
      {lines.map((line) => (
        <section>
          <h3>{line.name}</h3>
          {line.kind === 'goods' ? (
            <>
              <Where places={places.get(line.id) ?? nowhere} unit={line.unit} quantity={line.quantity} />
              <Communities collected={collected.get(line.id) ?? []} unit={line.unit} />
            </>
          ) : (
            <p>
              {money(worthOf([line]))[lang]}
              {line.freeFrom && ` · ${line.freeFrom} – ${line.freeUntil ?? ''}`}
            </p>
          )}
          {line.kind === 'money' && <MoneyUsed line={line} uses={uses.get(line.id) ?? []} />}
          <p class="note">
            {t('用途：', 'For: ')}
            <Purpose line={useNow(line, changes.get(line.id))} />
          </p>
          <AskedOf line={line} changes={changes.get(line.id) ?? []} answerAt={answerAt} />
        </section>
      ))}
    </Card>
  )
}

export function MineEmpty() {
  const t = useT()
  return (
    <>
      <h1>{t('我的捐赠', 'My donations')}</h1>
      <Empty title={t('您名下还没有捐赠', 'No donation in your name yet')}>
        <p>
          {t(
            '捐过的话，打开凭证上的二维码，点“存到我的账户”。想捐物资，请到附近的荣誉超市。',
            'If you gave something, open the code on your receipt and keep it here. To give, come to an honor supermarket.',
          )}
        </p>
        <LinkButton href="/stores">{t('附近的超市', 'The stores')}</LinkButton>
      </Empty>
    </>
  )
}
