import type { PhotoUse } from '../photos/queries.ts'

/** Small pictures that lead to the large ones. */
export function Pictures({ photos, label }: { photos: readonly PhotoUse[]; label: string }) {
  if (photos.length === 0) return null
  return (
    <div class="evidence-photos">
      {photos.map(({ photoId }) => (
        <a href={`/photos/${photoId}`}>
          <img src={`/photos/${photoId}/small`} alt={label} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
