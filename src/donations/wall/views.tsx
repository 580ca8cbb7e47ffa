import type { DonorKind, LineKind } from '../../../db/schema/donations.ts'
import { Empty, Figure, LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { donorKindNames, money } from '../labels.ts'
import type { namedDonors } from './queries.ts'

type Props = {
  named: Awaited<ReturnType<typeof namedDonors>>
  counts: Map<DonorKind, number>
  worth: Map<LineKind, number>
  /** Of the money: what was spent and confirmed. */
  usedFen: number
  isSignedIn: boolean
}

export function Wall({ named, counts, worth, usedFen, isSignedIn }: Props) {
  const [t, lang] = [useT(), useLang()]
  const people = (counts.get('person') ?? 0) + (counts.get('anonymous') ?? 0)
  const groups = (counts.get('firm') ?? 0) + (counts.get('team') ?? 0)
  const moneyFen = worth.get('money') ?? 0
  const total = [...worth.values()].reduce((sum, fen) => sum + fen, 0)
  return (
    <>
      <header class="page-head">
        <h1>{t('爱心榜', 'Thanks wall')}</h1>
      </header>
      <div class="figures">
        <Figure value={people} label={t('位爱心人士', 'people')} />
        <Figure value={groups} label={t('家企业和团队', 'firms and teams')} />
        <Figure
          value={
            <>
              {Math.round(total / 100).toLocaleString('en-US')} <small>{t('元', 'yuan')}</small>
            </>
          }
          label={t('物资、捐款和场地', 'goods, money and premises')}
        />
      </div>
      {moneyFen > 0 && (
        <p>
          {t(
            `捐款 ${money(moneyFen).zh}，已使用 ${money(usedFen).zh}，结余 ${money(moneyFen - usedFen).zh}。`,
            `Of ${money(moneyFen).en} given as money, ${money(usedFen).en} were used and ${money(moneyFen - usedFen).en} are left.`,
          )}
        </p>
      )}
      {named.length === 0 ? (
        <Empty title={t('还没有人署名', 'Nobody is named yet')}>
          <p>{t('只有同意公开的捐赠人才会出现在这里。', 'Only donors who agreed are named here.')}</p>
        </Empty>
      ) : (
        <ul class="list">
          {named.map(({ wallName, kind, valueFen, times }) => (
            <li class="row ends">
              <span>
                <b>{wallName}</b> <span class="muted">{donorKindNames[kind][lang]}</span>
              </span>
              <span>
                {money(valueFen)[lang]}
                {times > 1 && <span class="muted"> · {t(`${times} 次`, `${times} times`)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="note">
        {t(
          '本页只公布情况，不在网上募捐。想捐物资，请到荣誉超市当面办理。',
          'This page reports; it does not appeal for money. To give goods, come to an honor supermarket.',
        )}
      </p>
      <p class="actions">
        {isSignedIn && (
          <LinkButton href="/donations/mine" look="quiet">
            {t('我的捐赠', 'My donations')}
          </LinkButton>
        )}
        <LinkButton href="/stores" look="quiet">
          {t('荣誉超市', 'The stores')}
        </LinkButton>
      </p>
    </>
  )
}
