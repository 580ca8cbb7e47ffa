import { holidays } from '../seed/holidays.ts'
import { seedWhenEmpty } from '../seed/town.ts'
import { installHolidays } from './calendar/actions.ts'
import { startClockwork } from './clockwork.ts'
import { readConfig } from './config.ts'
import { installDefaultClasses } from './honors/classes/actions.ts'
import { keepStarsOfBefore } from './honors/stars/before.ts'
import { listen } from './listen.ts'
import { openServices } from './open.ts'
import { installDefaultRules } from './points/actions.ts'
import { installDefaultCategories } from './reports/categories/actions.ts'
import { spokenError } from './spoken-error.ts'

const demoWords = `
  demo          open /demo and sign in as anybody: 王芳 (resident), 李丽萍 (clerk), 白文学 (reviewer),
                何秀英 (keeper), 郑晓东 (admin). Or sign in with 13800000001; the code is shown on the page.`

try {
  const config = readConfig()
  const services = await openServices(config)
  await services.database.atomically(async (tx) => {
    await installDefaultRules(tx, services.clock())
    await installDefaultCategories(tx, services.clock())
    await installDefaultClasses(tx, services.clock())
    await keepStarsOfBefore(tx, services.clock())
    await installHolidays(tx, holidays, services.clock())
  })
  if (config.demo) await seedWhenEmpty(services)
  const house = await listen(services)
  const clockwork = startClockwork(services)

  const close = async () => {
    await Promise.all([house.close(), clockwork.stop()])
    await services.database.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())

  console.log(`
  荣誉通 Rongyu  →  ${config.baseUrl.replace(/:\d+$/, `:${house.port}`)}
  data          ${config.databaseUrl.replace(/\/\/[^@/]*@/, '//…@')}${config.demo ? demoWords : ''}
`)
} catch (error) {
  spokenError(error)
}
