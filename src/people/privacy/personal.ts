import { cards, consents, personEvents, sessions } from '../../../db/schema/people.ts'
import { areaById } from '../../areas/queries.ts'
import { ownRows, type PersonalRoom } from '../../web/personal.ts'
import { recoveryCodesLeft } from '../entry/second.ts'
import { personById, phoneOf, realNameOf } from '../queries.ts'
import { grantsOf } from '../roles/queries.ts'
import { looksOf } from './queries.ts'

export const peoplePersonal: PersonalRoom = {
  room: 'people',
  title: { zh: '账户', en: 'Account' },
  held: [
    {
      title: { zh: '登记信息', en: 'Who you are here' },
      tables: ['people', 'recovery_codes'],
      async rows({ db, secrets }, personId) {
        const person = await personById(db, personId)
        const home = await areaById(db, person.areaId)
        const { number, displayName, lang, elder, status, verifiedAt, createdAt } = person
        return [
          {
            ...{ number, displayName, realName: realNameOf(secrets, person), phone: phoneOf(secrets, person) },
            ...{ home: home.name, lang, elder, status, verifiedAt, at: createdAt },
            hasPassword: person.passwordHash !== null,
            hasSecondFactor: person.totpSealed !== null,
            recoveryCodesLeft: await recoveryCodesLeft(db, personId),
          },
        ]
      },
    },
    ownRows({
      title: { zh: '已登录的设备', en: 'Devices' },
      table: sessions,
      of: sessions.personId,
      show: { at: sessions.createdAt, agent: sessions.agent, expiresAt: sessions.expiresAt },
      by: [sessions.createdAt, sessions.id],
    }),
    {
      title: { zh: '担任过的角色', en: 'Roles' },
      tables: ['grants'],
      rows: async ({ db }, personId) =>
        (await grantsOf(db, personId)).map(({ grant, areaName, storeName, organizationName }) => ({
          role: grant.role,
          place: areaName ?? storeName ?? organizationName,
          startsAt: grant.startsAt,
          endsAt: grant.endsAt,
        })),
    },
    ownRows({
      title: { zh: '荣誉卡', en: 'Honour cards' },
      table: cards,
      of: cards.personId,
      show: { number: cards.number, status: cards.status, at: cards.issuedAt, endedAt: cards.endedAt },
      by: [cards.issuedAt, cards.id],
    }),
    ownRows({
      title: { zh: '同意记录', en: 'What you agreed to' },
      table: consents,
      of: consents.personId,
      show: { at: consents.at, kind: consents.kind, version: consents.textVersion, withdrawnAt: consents.withdrawnAt },
      by: [consents.at, consents.id],
    }),
    {
      title: { zh: '谁看过您的信息', en: 'Who looked at your data' },
      tables: ['looks'],
      rows: async ({ db }, personId) =>
        (await looksOf(db, personId)).map(({ at, what, reason, byName }) => ({ at, what, reason, by: byName })),
    },
    ownRows({
      title: { zh: '账户变动', en: 'What happened to your account' },
      table: personEvents,
      of: personEvents.personId,
      show: { at: personEvents.at, what: personEvents.what, reason: personEvents.reason },
      by: [personEvents.at, personEvents.id],
    }),
  ],
}
