import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { ownFile } from './sqlite.ts'

const allPages = 2 ** 31 - 1

export async function copyOut(path: string, file: string): Promise<void> {
  if (!existsSync(path)) throw new Error(`there is no database at ${path}`)
  const half = `${file}.half`
  const reader = new Sqlite(path, { readonly: true })
  try {
    // In steps, a copy starts over whenever the service writes between two of them. One step sees one moment.
    await reader.backup(half, { progress: () => allPages })
  } finally {
    reader.close()
  }
  checkAndSettle(half)
  renameSync(half, file)
}

export async function copyIn(path: string, file: string, isReplacing: boolean): Promise<void> {
  const release = ownFile(path)
  try {
    if (existsSync(path) && !isReplacing) throw new Error(`${path} exists already: --replace sets it aside`)
    const half = `${path}.half`
    copyFileSync(file, half)
    checkAndSettle(half)
    setAside(path)
    renameSync(half, path)
  } finally {
    release()
  }
}

/** Makes the copy one file that stands alone (no write-ahead log beside it), on disk, and reads every page of it. */
function checkAndSettle(file: string) {
  try {
    const copy = new Sqlite(file)
    copy.pragma('journal_mode = DELETE')
    const isWhole = copy.pragma('integrity_check', { simple: true }) === 'ok'
    const isOurs = copy.prepare(`select 1 from sqlite_master where name = '__drizzle_migrations'`).get()
    copy.close()
    if (!isWhole || !isOurs) throw new Error(isWhole ? 'no tables of ours' : 'integrity check failed')
  } catch (error) {
    rmSync(file, { force: true })
    throw new Error(`the copy cannot be used: ${(error as Error).message}`)
  }
}

/** A database that was not closed properly has its last commits in the log beside it: they stay together. */
function setAside(path: string) {
  for (const part of ['', '-wal', '-shm'])
    if (existsSync(path + part)) renameSync(path + part, `${path}.replaced${part}`)
}
