import type { Tone } from '../../points/figures/rules.ts'
import { Alert } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { lightMeanings, lightNames } from './lights.ts'

/** The public notice above the shelves while goods are tight or short; nothing while they are not. */
export function CoverageNotice({ tone }: { tone: Tone }) {
  const [t, lang] = [useT(), useLang()]
  if (tone === 'green') return null
  return (
    <Alert tone={tone === 'red' ? 'bad' : 'warn'}>
      <strong>{lightNames[tone][lang]}</strong> {lightMeanings[tone][lang]}{' '}
      <a href="/coverage">{t('公告', 'The notice')}</a>
    </Alert>
  )
}
