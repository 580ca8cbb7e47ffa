import { searchGrams } from '../../../db/search.ts'
import { roughAddress } from '../public/place/rules.ts'
import type { Report } from '../queries.ts'

/**
 * What a report is found by: write it again whenever one of these changes. Everybody's words that were taken out of sight
 * find nothing, and of an address only what is shown of any category's: nobody learns by asking at whose door something
 * is. Staff find it by all that they read.
 */
export const reportGrams = ({ number, words, publicWords, address }: Pick<Report, Shown>) => ({
  searchGrams: searchGrams(number, publicWords ?? words, roughAddress(address)),
  staffGrams: searchGrams(number, words, publicWords ?? '', address),
})

type Shown = 'number' | 'words' | 'publicWords' | 'address'
