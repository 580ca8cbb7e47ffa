import { Card, Chip } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { pairingLabels } from '../labels.ts'
import type { PairingView } from './queries.ts'

/** One pairing in a list, with who, with whom, and until when. */
export function PairingCard({ view }: { view: PairingView }) {
  const [t, lang] = [useT(), useLang()]
  const { pairing, household, supporterName, organizationName } = view
  const label = pairingLabels[pairing.state]
  return (
    <Card href={`/pairings/${pairing.id}`}>
      <p class="row">
        <strong>
          {household.name} ← {organizationName ? `${organizationName} ` : ''}
          {supporterName}
        </strong>
        <Chip tone={label.tone}>{label[lang]}</Chip>
      </p>
      <p class="muted">{t(`${pairing.startsOn} 至 ${pairing.endsOn}`, `${pairing.startsOn} to ${pairing.endsOn}`)}</p>
    </Card>
  )
}
