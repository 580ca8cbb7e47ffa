import { searchGrams } from '../../../db/search.ts'
import { roughAddress } from '../public/place/rules.ts'
import type { Report } from '../queries.ts'

/**
 * What everybody finds a report by, for its `searchGrams`: write it again whenever one of these changes. Words that were
 * taken out of sight find nothing, and of an address only what is shown of any category's: nobody learns by asking at
 * whose door something is.
 */
export const reportGrams = ({ number, words, publicWords, address }: Pick<Report, Shown>) =>
  searchGrams(number, publicWords ?? words, roughAddress(address))

type Shown = 'number' | 'words' | 'publicWords' | 'address'
