import { eq } from 'drizzle-orm'
import { notices } from '../../db/schema/notices.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const noticesPersonal: PersonalRoom = {
  room: 'notices',
  title: { zh: '消息', en: 'Messages' },
  held: [
    ownRows({
      title: { zh: '收到的消息', en: 'Messages to you' },
      table: notices,
      of: notices.personId,
      show: { at: notices.at, title: notices.title, body: notices.body, readAt: notices.readAt },
      by: [notices.at, notices.id],
    }),
  ],
  async forget(tx, { personId }) {
    await tx.delete(notices).where(eq(notices.personId, personId))
  },
}
