import { restore } from '../db/backup.ts'
import { readConfig } from './config.ts'
import { spokenError } from './spoken-error.ts'

/** `npm run restore FILE [-- --replace]`: puts a backup in the database's place while the service is stopped. */
try {
  const [file] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (!file) throw new Error('name the backup to read: npm run restore FILE')
  const { databaseUrl } = readConfig()
  await restore(databaseUrl, file, process.argv.includes('--replace'))
  console.log(`Restored from ${file}. Compare with: npm run verify`)
} catch (error) {
  spokenError(error)
}
