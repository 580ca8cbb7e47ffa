import { asc, eq, sql } from 'drizzle-orm'
import { donations, donors } from '../../db/schema/donations.ts'
import type { PersonalRoom } from '../web/personal.ts'

export const donationsPersonal: PersonalRoom = {
  room: 'donations',
  title: { zh: '捐赠', en: 'Donations' },
  held: [
    {
      title: { zh: '您的捐赠', en: 'What you gave' },
      tables: ['donors'],
      rows: ({ db, secrets }, personId) =>
        db
          .select({
            enteredAt: donors.createdAt,
            name: donors.nameSealed,
            phone: donors.phoneSealed,
            wallName: donors.wallName,
            number: donations.number,
            givenOn: donations.givenOn,
            receivingBody: donations.bodyName,
          })
          .from(donors)
          .leftJoin(donations, eq(donations.donorId, donors.id))
          .where(eq(donors.personId, personId))
          .orderBy(asc(donors.id), asc(donations.id))
          .then((rows) =>
            rows.map(({ name, phone, ...row }) => ({
              ...row,
              name: name && secrets.unseal(name),
              phone: phone && secrets.unseal(phone),
            })),
          ),
    },
  ],
  /**
   * What was given stays in the books, by nobody: the name leaves the receipt's copy here and the wall,
   * and the link on the paper opens nothing any more.
   */
  async forget(tx, { personId }) {
    const gone = { nameSealed: null, phoneSealed: null, wallName: null, wallConsentAt: null, personId: null }
    const linkVersion = sql`${donors.linkVersion} + 1`
    await tx
      .update(donors)
      .set({ ...gone, linkVersion })
      .where(eq(donors.personId, personId))
  },
}
