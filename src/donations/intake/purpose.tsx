import { useT } from '../../web/words.ts'

type For = { forAreaName: string | null; forNeed: boolean; purpose: string }

/** What the donor said it is for; nothing where it is for anybody. */
export function Purpose({ line }: { line: For }) {
  const t = useT()
  const parts = [
    line.forAreaName && t(`仅限${line.forAreaName}`, `only ${line.forAreaName}`),
    line.forNeed && t('仅限困难家庭', 'only households in need'),
    line.purpose,
  ].filter(Boolean)
  return <>{parts.length ? parts.join(t('，', ', ')) : <span class="muted">{t('不限', 'anybody')}</span>}</>
}
