import { existsSync } from 'node:fs'
import { dialect } from './columns.ts'
import { openDatabase } from './open.ts'

/**
 * A consistent copy of the database in one file, made while the service runs.
 *
 * @throws Error in words when the file exists already or there is nothing to copy
 */
export async function backup(url: string, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists already: name another file`)
  const { copyOut } = await engine()
  await copyOut(url, file)
}

/**
 * Puts a backup in the database's place, checks it and brings its tables up to date.
 *
 * @param isReplacing whether what is there now may give way; on SQLite it is kept beside, as `….replaced`
 * @throws Error in words when the service is running, something is there already, or the backup is damaged
 */
export async function restore(url: string, file: string, isReplacing: boolean): Promise<void> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  const { copyIn } = await engine()
  await copyIn(url, file, isReplacing)
  const database = await openDatabase(url)
  await database.close()
}

const engine = () => (dialect === 'postgresql' ? import('./backup-postgresql.ts') : import('./backup-sqlite.ts'))
