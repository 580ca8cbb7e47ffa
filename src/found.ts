import { isNull } from 'drizzle-orm'
import { areas } from '../db/schema/areas.ts'
import { addArea } from './areas/actions.ts'
import { readConfig } from './config.ts'
import { system } from './kit/actor.ts'
import { openServices } from './open.ts'
import { createPerson } from './people/actions.ts'
import { grantRole } from './people/roles/actions.ts'
import { readName, readPhone } from './people/rules.ts'
import { spokenError } from './spoken-error.ts'

/**
 * `npm run found CODE CITY PHONE NAME`: lays down the city and its first administrator in an empty database, while the
 * service is stopped. Everybody else is granted their role by somebody who has one.
 */
try {
  const [code = '', city, phone, name] = process.argv.slice(2)
  if (!city || !phone || !name) throw new Error('npm run found CODE CITY PHONE NAME, such as 532503000000 蒙自市')
  if (!/^\d{12}$/.test(code)) throw new Error(`${code}: a division code has 12 digits`)
  const person = { displayName: readName(name), realName: readName(name), phone: readPhone(phone) }

  const { database, secrets, clock } = await openServices(readConfig())
  const now = clock()
  await database.atomically(async (tx) => {
    const [known] = await tx.select().from(areas).where(isNull(areas.parentId))
    if (known) throw new Error(`${known.name} is here already: its administrators grant roles at /desk/people`)
    await addArea(tx, { id: code, kind: 'city', name: city, now })
    const { id } = await createPerson(tx, secrets, { ...person, areaId: code, verifiedBy: system.id, now })
    await grantRole(tx, { personId: id, role: 'admin', areaId: code, actor: system, now })
  })
  await database.close()
  console.log(`${city} is founded. Start the service, sign in with ${phone} and set up the second factor at /me.`)
  process.exit(0)
} catch (error) {
  spokenError(error)
}
