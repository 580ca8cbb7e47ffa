import { Facts } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { type Collected, mergedGroups, type Places, piecesOf } from '../rules.ts'

const placeNames: Record<keyof Places, Sentence> = {
  collected: { zh: '已领取', en: 'Collected' },
  onShelf: { zh: '在货架上', en: 'On the shelf' },
  waiting: { zh: '待上架', en: 'Waiting for a shelf' },
  inTransit: { zh: '调拨途中', en: 'On the way to another store' },
  expired: { zh: '过期', en: 'Expired' },
  recalled: { zh: '召回，暂停发放', en: 'Recalled' },
  lost: { zh: '报损或盘亏', en: 'Broken or missing' },
  rejected: { zh: '验收不合格', en: 'Not fit for use' },
}

type Props = { places: Places; unit: string; quantity: number }

/** Where the pieces of one donation lot are. They add up to what was given. */
export function Where({ places, unit, quantity }: Props) {
  const [t, lang] = [useT(), useLang()]
  const shown = (Object.keys(placeNames) as (keyof Places)[]).filter((place) => places[place] !== 0)
  return (
    <Facts
      rows={[
        [t('捐赠', 'Given'), `${quantity} ${unit}`],
        ...shown.map((place) => [placeNames[place][lang], `${places[place]} ${unit}`] as const),
      ]}
    />
  )
}

/** In which communities it was collected. Few people are nobody's business. */
export function Communities({ collected, unit }: { collected: readonly Collected[]; unit: string }) {
  const t = useT()
  const { named, others } = mergedGroups(collected)
  if (collected.length === 0) return null
  if (named.length === 0)
    return (
      <p>
        {t(
          `${collected.length} 个社区的居民领到了 ${piecesOf(collected)} ${unit}。不到五个人的社区不列名。`,
          `${piecesOf(collected)} collected in ${collected.length} communities. Of fewer than five people none is named.`,
        )}
      </p>
    )
  return (
    <p>
      {t(`${collected.length} 个社区的居民领到了：`, `People of ${collected.length} communities collected it: `)}
      {named.map(({ name, pieces }) => `${name} ${pieces} ${unit}`).join(t('，', ', '))}
      {others.length > 0 && t(`，其他社区 ${piecesOf(others)} ${unit}`, `, elsewhere ${piecesOf(others)} ${unit}`)}
      {t('。', '.')}
    </p>
  )
}
