import type { photos } from '../../../db/schema/photos.ts'
import type { Prints } from './rules.ts'

type Columns = Pick<typeof photos.$inferSelect, 'across' | 'down' | 'insideAcross' | 'insideDown'>

export const printColumns = ({ whole, inside }: Prints): Columns => ({
  ...whole,
  insideAcross: inside?.across ?? null,
  insideDown: inside?.down ?? null,
})

/** What a stored photo looks like. */
export const printsIn = ({ across, down, insideAcross, insideDown }: Columns): Prints => ({
  whole: { across, down },
  inside: insideAcross && insideDown ? { across: insideAcross, down: insideDown } : undefined,
})
