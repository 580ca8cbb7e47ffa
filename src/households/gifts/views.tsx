import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Card, Chip, Points, PostButton, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { giftLabels } from '../labels.ts'
import type { GiftView } from './queries.ts'

/** What a gift is, in words: the goods, or the points. */
export function GiftWhat({ gift }: Pick<GiftView, 'gift'>) {
  const t = useT()
  if (gift.kind !== 'goods') return <Points points={gift.points} />
  return <>{(gift.goods ?? []).map(({ name, quantity }) => `${name} × ${quantity}`).join(t('、', ', '))}</>
}

/** A gift offered to my household, with the two answers when I am its head. */
export function GiftToUs({ view, mayAnswer }: { view: GiftView; mayAnswer: boolean }) {
  const [t, lang] = [useT(), useLang()]
  const { gift, giverName, storeName } = view
  const label = giftLabels[gift.state]
  return (
    <Card>
      <p class="row">
        <strong>
          <GiftWhat gift={gift} />
        </strong>
        <Chip tone={label.tone}>{label[lang]}</Chip>
      </p>
      <p class="muted">
        {t(`${giverName} 赠送 · `, `From ${giverName} · `)}
        <Time at={gift.offeredAt} />
        {gift.kind === 'goods' && storeName && t(` · 在${storeName}领取`, ` · at ${storeName}`)}
      </p>
      {gift.words && <p>{gift.words}</p>}
      {gift.state === 'offered' && (
        <>
          <p class="muted">
            {t(`${cityDay(gift.lapsesAt)} 前答复，过期退回。`, `Answer before ${cityDay(gift.lapsesAt)}.`)}
          </p>
          {mayAnswer && (
            <div class="actions">
              <PostButton action={`/gifts/${gift.id}`} fields={{ id: newId(), step: 'accept' }}>
                {t('接受', 'Accept')}
              </PostButton>
              <PostButton action={`/gifts/${gift.id}`} look="quiet" fields={{ id: newId(), step: 'decline' }}>
                {t('不接受', 'Decline')}
              </PostButton>
            </div>
          )}
        </>
      )}
    </Card>
  )
}

/** A gift of mine: to whom, and what came of it. */
export function GiftOfMine({ view }: { view: GiftView }) {
  const [t, lang] = [useT(), useLang()]
  const { gift, areaName, householdName } = view
  const label = giftLabels[gift.state]
  return (
    <Card>
      <p class="row">
        <strong>
          <GiftWhat gift={gift} />
        </strong>
        {gift.kind !== 'pool' && <Chip tone={label.tone}>{label[lang]}</Chip>}
      </p>
      <p class="muted">
        {gift.kind === 'pool'
          ? t(`${areaName}爱心池 · `, `Charity pool of ${areaName} · `)
          : t(`给“${householdName}” · `, `To “${householdName}” · `)}
        <Time at={gift.offeredAt} withYear />
      </p>
      {gift.state === 'offered' && (
        <PostButton action={`/gifts/${gift.id}`} look="quiet" fields={{ id: newId(), step: 'withdraw' }}>
          {t('收回', 'Take back')}
        </PostButton>
      )}
    </Card>
  )
}
