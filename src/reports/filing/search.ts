import { searchGrams } from '../../../db/search.ts'
import type { Report } from '../queries.ts'

/**
 * What a report is found by, for its `searchGrams`: write it again whenever one of these changes. Words that staff took
 * out of sight find nothing either.
 */
export const reportGrams = ({ number, words, publicWords, address }: Pick<Report, Shown>) =>
  searchGrams(number, publicWords ?? words, address)

type Shown = 'number' | 'words' | 'publicWords' | 'address'
