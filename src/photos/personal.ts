import { photoUses } from '../../db/schema/photos.ts'
import { draftPhotos } from '../../db/schema/snaps.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const photosPersonal: PersonalRoom = {
  room: 'photos',
  title: { zh: '照片', en: 'Photos' },
  held: [
    ownRows({
      title: { zh: '您提交的照片', en: 'Photos you sent' },
      table: photoUses,
      of: photoUses.ownerId,
      show: { at: photoUses.at, photoId: photoUses.photoId, purpose: photoUses.purpose, isPublic: photoUses.isPublic },
      by: [photoUses.at, photoUses.id],
    }),
    ownRows({
      title: { zh: '还没提交的照片', en: 'Photos of forms not yet sent' },
      table: draftPhotos,
      of: draftPhotos.ownerId,
      show: { photoId: draftPhotos.photoId, expiresAt: draftPhotos.expiresAt },
      by: [draftPhotos.formId, draftPhotos.photoId],
    }),
  ],
}
