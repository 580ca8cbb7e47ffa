import { Field, Submit } from '../../../web/ui.tsx'
import { useT } from '../../../web/words.ts'

/** Number, door or words: one field, for every list of the desk. */
export function StaffSearch({ words = '' }: { words?: string }) {
  const t = useT()
  return (
    <form method="get" action="/desk/reports/search" class="filters">
      <Field name="q" label={t('找上报：编号、门牌或文字', 'Find a report: number, door or words')} required>
        <input id="q" name="q" type="search" value={words} maxlength={60} autocomplete="off" />
      </Field>
      <Submit look="quiet">{t('查找', 'Find')}</Submit>
    </form>
  )
}
