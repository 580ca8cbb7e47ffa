import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Checkbox, Form, FormId, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { fieldsOf, isDocument } from './documents/rules.ts'
import { capsText, cityNumbers, pricesText } from './forms.ts'
import { type CityTerms, cityWords, overall, type Terms } from './rules.ts'

type Drafting = { rule: string; terms: unknown; tried: Tried | undefined }

/** The form for a rule's next version, filled with what holds today. */
export function DraftCard({ rule, terms, tried }: Drafting) {
  const t = useT()
  return (
    <Card>
      <h2>{t('起草新版本', 'Draft a new version')}</h2>
      <Form action={`/desk/rules/${rule}/drafts`}>
        <FormId id={newId()} tried={tried} />
        <Fields {...{ rule, terms, tried }} />
        <TextField name="reason" label={t('为什么要改', 'Why')} maxlength={300} tried={tried} />
        <Submit>{t('存为草稿', 'Save draft')}</Submit>
      </Form>
    </Card>
  )
}

function Fields({ rule, terms, tried }: Drafting) {
  if (isDocument(rule)) return <DocumentFields {...{ rule, terms, tried }} />
  const isOverall = rule === overall
  return (
    <>
      {isOverall ? (
        <CityFields terms={terms as CityTerms} tried={tried} />
      ) : (
        <RuleFields terms={terms as Terms} tried={tried} />
      )}
      <Caps terms={terms as Terms} tried={tried} />
    </>
  )
}

function DocumentFields({ rule, terms, tried }: Drafting) {
  const lang = useLang()
  const numbers = terms as Record<string, number>
  return (
    <div class="number-fields">
      {Object.entries(isDocument(rule) ? fieldsOf(rule) : {}).map(([name, one]) => (
        <TextField
          {...{ name, tried, min: one.min, max: one.max }}
          type="number"
          label={one[lang]}
          value={numbers[name] ?? one.default}
        />
      ))}
    </div>
  )
}

function Caps({ terms, tried }: { terms: Pick<Terms, 'caps'>; tried: Tried | undefined }) {
  const t = useT()
  return (
    <TextArea
      name="caps"
      label={t('上限（每行一条）', 'Caps, one a line')}
      help={t('例如：20 points day（每天 20 分）、4 times month（每月 4 次）', 'Such as: 20 points day, 4 times month')}
      required={false}
      rows={3}
      value={capsText(terms.caps)}
      tried={tried}
    />
  )
}

function RuleFields({ terms, tried }: { terms: Terms; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <TextArea
        name="prices"
        label={t('分值（每行：名称=分数）', 'Prices (name=points a line)')}
        required={false}
        rows={3}
        value={pricesText(terms.prices)}
        tried={tried}
      />
      <TextField
        name="step"
        label={t('计量单位的最小一步', 'Smallest step of a unit')}
        inputmode="decimal"
        value={terms.step}
        tried={tried}
      />
      <TextField
        name="least"
        type="number"
        label={t('一次至少', 'At least, each time')}
        min={0}
        value={terms.least}
        tried={tried}
      />
      <TextField
        name="most"
        type="number"
        label={t('一次最多', 'At most, each time')}
        min={0}
        value={terms.most}
        tried={tried}
      />
      <TextField
        name="objectionHours"
        type="number"
        label={t('公示期（小时）', 'Objection window, hours')}
        min={0}
        value={terms.objectionHours}
        tried={tried}
      />
      <TextField
        name="placeDays"
        type="number"
        label={t('同一地点几天内只记一次', 'Days between grants for one place')}
        required={false}
        min={1}
        value={terms.placeDays}
        tried={tried}
      />
      <TextField
        name="noticeDays"
        type="number"
        label={t('公示几天后才算数', 'Days of public notice before it counts')}
        required={false}
        min={1}
        value={terms.noticeDays}
        tried={tried}
      />
      <TextField
        name="sharePercentMax"
        type="number"
        label={t('占社区一年时长最多（%）', 'Most of a community’s hours of a year, percent')}
        required={false}
        min={1}
        max={100}
        value={terms.sharePercentMax}
        tried={tried}
      />
      <TextField
        name="endsOn"
        type="date"
        label={t('到哪天为止', 'Until')}
        required={false}
        value={terms.endsOn}
        tried={tried}
      />
      <Checkbox
        name="insideOverall"
        label={t('受总上限约束', 'Within the caps over all rules')}
        checked={terms.insideOverall}
        tried={tried}
      />
    </>
  )
}

function CityFields({ terms, tried }: { terms: CityTerms; tried: Tried | undefined }) {
  const lang = useLang()
  return (
    <div class="number-fields">
      {cityNumbers.map((name) => (
        <TextField name={name} label={cityWords[name][lang]} inputmode="decimal" value={terms[name]} tried={tried} />
      ))}
    </div>
  )
}
