import { credentials } from '../../db/schema/credentials.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const credentialsPersonal: PersonalRoom = {
  room: 'credentials',
  title: { zh: '电子凭证', en: 'Signed certificates' },
  held: [
    ownRows({
      title: { zh: '为您签发的', en: 'Signed for you' },
      table: credentials,
      of: credentials.personId,
      show: {
        at: credentials.issuedAt,
        kind: credentials.kind,
        expiresAt: credentials.expiresAt,
        revokedAt: credentials.revokedAt,
      },
      by: [credentials.issuedAt, credentials.id],
    }),
  ],
}
