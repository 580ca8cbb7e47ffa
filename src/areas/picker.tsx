import type { Db } from '../../db/database.ts'
import type { AreaKind } from '../../db/schema/areas.ts'
import type { Tried } from '../web/form.ts'
import { type Choice, Field } from '../web/ui.tsx'
import { type Area, areasCovered } from './queries.ts'

/** The areas of one street, in the order of the tree. Those above the streets come under the city's name. */
export type AreaGroup = { label: string; choices: Choice[] }

const depths: Record<AreaKind, number> = { city: 0, street: 0, community: 0, village: 0, compound: 1, grid: 1 }

/**
 * Areas to choose from, street by street: communities and what lies in them, unless `kinds` says otherwise.
 *
 * @param path only what this path covers; everything without
 */
export async function areaChoices(
  db: Db,
  path = '',
  kinds: readonly AreaKind[] = ['community', 'village', 'compound', 'grid'],
): Promise<AreaGroup[]> {
  const groups: (AreaGroup & { path: string })[] = []
  for (const area of await areasCovered(db, path)) {
    const isHead = area.kind === 'street' || groups.length === 0 || !area.path.startsWith(groups.at(-1)?.path ?? '')
    if (isHead) groups.push({ label: area.name, choices: [], path: area.path })
    if (kinds.includes(area.kind)) groups.at(-1)?.choices.push(choiceOf(area))
  }
  return groups.filter(({ choices }) => choices.length > 0).map(({ label, choices }) => ({ label, choices }))
}

const choiceOf = ({ id, name, kind }: Area): Choice => ({ value: id, label: `${'　'.repeat(depths[kind])}${name}` })

type AreaSelectProps = {
  name: string
  label: string
  help?: string | undefined
  required?: boolean
  tried?: Tried | undefined
  value?: string | null | undefined
  groups: readonly AreaGroup[]
  /** What the empty first line says. */
  empty: string
}

/** A drop-down of areas, grouped by street. */
export function AreaSelect({ name, label, help, required = true, tried, value, groups, empty }: AreaSelectProps) {
  const chosen = tried?.values[name] ?? value ?? ''
  return (
    <Field {...{ name, label, help, required, tried }}>
      <select id={name} name={name} required={required}>
        <option value="">{empty}</option>
        {groups.map((group) => (
          <optgroup label={group.label}>
            {group.choices.map((choice) => (
              <option value={choice.value} selected={choice.value === chosen}>
                {choice.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  )
}
