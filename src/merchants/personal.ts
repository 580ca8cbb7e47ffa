import { asc, eq } from 'drizzle-orm'
import { merchantComplaints, merchants } from '../../db/schema/merchants.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const merchantsPersonal: PersonalRoom = {
  room: 'merchants',
  title: { zh: '诚信商户', en: 'Honest merchants' },
  held: [
    ownRows({
      title: { zh: '您的店', en: 'Your shops' },
      table: merchants,
      of: merchants.ownerId,
      show: {
        at: merchants.createdAt,
        number: merchants.number,
        name: merchants.name,
        unifiedCode: merchants.unifiedCode,
        address: merchants.address,
        state: merchants.state,
        licenceUntil: merchants.licenceUntil,
        approvedAt: merchants.approvedAt,
        isListed: merchants.isListed,
      },
      by: [merchants.createdAt, merchants.id],
    }),
    {
      title: { zh: '您的投诉', en: 'Your complaints' },
      tables: ['merchant_complaints'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: merchantComplaints.at,
            number: merchantComplaints.number,
            merchant: merchants.name,
            what: merchantComplaints.what,
            state: merchantComplaints.state,
            decision: merchantComplaints.decision,
          })
          .from(merchantComplaints)
          .innerJoin(merchants, eq(merchants.id, merchantComplaints.merchantId))
          .where(eq(merchantComplaints.personId, personId))
          .orderBy(asc(merchantComplaints.at), asc(merchantComplaints.id)),
    },
  ],
}
