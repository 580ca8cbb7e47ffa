import { backEntries, hourCertificates, serviceHours } from '../../db/schema/hours.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

export const hoursPersonal: PersonalRoom = {
  room: 'hours',
  title: { zh: '志愿时长', en: 'Hours of service' },
  held: [
    ownRows({
      title: { zh: '时长记录', en: 'Records of service' },
      table: serviceHours,
      of: serviceHours.personId,
      show: {
        day: serviceHours.day,
        title: serviceHours.title,
        minutes: serviceHours.minutes,
        grade: serviceHours.grade,
        place: serviceHours.place,
        beneficiary: serviceHours.beneficiary,
        content: serviceHours.content,
        intervals: serviceHours.intervals,
        reason: serviceHours.reason,
        at: serviceHours.at,
      },
      by: [serviceHours.day, serviceHours.id],
    }),
    ownRows({
      title: { zh: '补录申请', en: 'Back-entries' },
      table: backEntries,
      of: backEntries.personId,
      show: {
        day: backEntries.day,
        title: backEntries.title,
        minutes: backEntries.minutes,
        content: backEntries.content,
        reason: backEntries.reason,
        state: backEntries.state,
        at: backEntries.createdAt,
      },
      by: [backEntries.day, backEntries.id],
    }),
    ownRows({
      title: { zh: '开具过的证明', en: 'Certificates' },
      table: hourCertificates,
      of: hourCertificates.personId,
      show: { number: hourCertificates.number, at: hourCertificates.issuedAt },
      by: [hourCertificates.issuedAt, hourCertificates.id],
    }),
  ],
}
