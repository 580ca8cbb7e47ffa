import { day } from '../../kit/clock.ts'
import { metersBetween, type Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import { photosMax, wordsMax } from '../rules.ts'

/** Two reports of one category this close together, within so many days of each other, are of one spot. */
export const spotMeters = 50
export const spotDays = 30

/** A picture that differs from an earlier one in no more than so many of 128 bits is that picture again. */
export const samePictureBitsMax = 8

export type Placed = {
  latitude?: number | null | undefined
  longitude?: number | null | undefined
  address: string
}

/** The position, when both halves are there. */
export const positionOf = ({ latitude, longitude }: Omit<Placed, 'address'>): Position | undefined =>
  latitude == null || longitude == null ? undefined : { latitude, longitude }

type Filed = Placed & { words: string; kind: 'problem' | 'praise' }

/**
 * What every report has to bring, whichever way it comes.
 *
 * @throws Refusal `words_needed`, `words_too_long`, `place_needed`, `position_unfit`, `photos_too_many`
 */
export function assertComplete(report: Filed, photos: number): void {
  if (report.words.length > wordsMax) throw new Refusal('invalid', 'words_too_long', { field: 'words', max: wordsMax })
  if (!report.words && photos === 0) throw new Refusal('invalid', 'words_needed', { field: 'words' })
  const position = positionOf(report)
  if (!position && !report.address) throw new Refusal('invalid', 'place_needed', { field: 'address' })
  const half = (report.latitude == null) !== (report.longitude == null)
  const isOnEarth = !position || (Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180)
  if (half || !isOnEarth) throw new Refusal('invalid', 'position_unfit', { field: 'latitude' })
  if (photos > photosMax) throw new Refusal('invalid', 'photos_too_many', { field: 'photos', max: photosMax })
}

type Spotted = Placed & { categoryId: string; filedAt: Date }

/** Whether two reports are of one spot: the same category, close together (or at the same address), not long apart. */
export function isSameSpot(one: Spotted, other: Spotted): boolean {
  if (one.categoryId !== other.categoryId) return false
  if (Math.abs(one.filedAt.getTime() - other.filedAt.getTime()) > spotDays * day) return false
  const [here, there] = [positionOf(one), positionOf(other)]
  if (here && there) return metersBetween(here, there) <= spotMeters
  return one.address !== '' && plain(one.address) === plain(other.address)
}

const plain = (address: string) =>
  address
    .normalize('NFKC')
    .replace(/[\s,，。.]/g, '')
    .toLowerCase()
