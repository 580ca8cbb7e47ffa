import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { awardClassVersions, nominations } from '../../db/schema/honors.ts'
import { Chip } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'

export type Held = { id: string; year: string | null; zh: string; en: string; validUntil: Date | null }

const listSize = 20

/** The honours that a household or merchant of the register holds now, the newest first. */
export const honorsHeld = (db: Db, of: { householdId: string } | { merchantId: string }, now: Date): Promise<Held[]> =>
  db
    .select({
      id: nominations.id,
      year: nominations.year,
      zh: awardClassVersions.zh,
      en: awardClassVersions.en,
      validUntil: nominations.validUntil,
    })
    .from(nominations)
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))
    .where(
      and(
        'householdId' in of ? eq(nominations.householdId, of.householdId) : eq(nominations.merchantId, of.merchantId),
        eq(nominations.state, 'issued'),
        or(isNull(nominations.validUntil), gt(nominations.validUntil, now)),
      ),
    )
    .orderBy(desc(nominations.issuedAt), desc(nominations.id))
    .limit(listSize)

/** Each with its year; `isOwn` leads those of the group to the certificate. */
export function HonorMarks({ honors, isOwn = false }: { honors: readonly Held[]; isOwn?: boolean }) {
  const [t, lang] = [useT(), useLang()]
  if (honors.length === 0) return null
  return (
    <ul class="honor-marks" aria-label={t('获得的荣誉', 'Honours')}>
      {honors.map(({ id, year, ...named }) => (
        <li>
          <Chip tone="accent">
            <span aria-hidden="true">★ </span>
            {year} {named[lang]}
          </Chip>
          {isOwn && (
            <>
              {' '}
              <a href={`/honors/nominations/${id}`}>{t('看证书', 'See it')}</a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
