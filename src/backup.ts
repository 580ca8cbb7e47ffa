import { join } from 'node:path'
import { backup } from '../db/backup.ts'
import { readConfig } from './config.ts'
import { spokenError } from './spoken-error.ts'

/** `npm run backup FILE`: a consistent copy of the database while the service runs. */
try {
  const [file] = process.argv.slice(2)
  if (!file) throw new Error('name the file to write: npm run backup FILE')
  const { databaseUrl, dataDir, s3 } = readConfig()
  await backup(databaseUrl, file)
  console.log(`The database is in ${file}.
Not in it, copy them too:
  ${s3?.endpoint ?? join(dataDir, 'photos')}  (after the database, so that no photo it names is missing)
  ${join(dataDir, 'secret.key')}  (or SECRET_KEY: without it, names and phones stay sealed; keep it elsewhere)`)
} catch (error) {
  spokenError(error)
}
