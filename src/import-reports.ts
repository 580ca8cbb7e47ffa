import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { system } from './kit/actor.ts'
import { decodeText } from './kit/csv.ts'
import { newId } from './kit/ids.ts'
import { readBox } from './kit/maps.ts'
import { openServices } from './open.ts'
import { dropImport, readImport, settleImport, startImport } from './reports/imports/actions.ts'
import { checkedSettings, previewImport } from './reports/imports/preview.ts'
import { fatesOf, importById, type ReportImport, rowsOf } from './reports/imports/queries.ts'
import { takeInPiece } from './reports/imports/take-in.ts'
import { words } from './rooms.ts'
import { spokenError } from './spoken-error.ts'
import { csvText } from './web/csv.ts'

const usage = `npm run import-reports FILE -- --source NAME [--area CODE] [--category CODE] [--box W,S,E,N]
    [--days-first] [--public] [--keeps-open] [--dry]`

/**
 * `npm run import-reports FILE -- --source NAME`: takes in reports of another system as history, like the desk does. With
 * SQLite while the service is stopped. Refused rows are written beside the file, with the reasons.
 */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{
        source: { type: 'string' },
        area: { type: 'string' },
        category: { type: 'string' },
        box: { type: 'string' },
      },
      ...{ 'days-first': { type: 'boolean' }, public: { type: 'boolean' }, 'keeps-open': { type: 'boolean' } },
      dry: { type: 'boolean' },
    },
  })
  const [path] = positionals
  const { source } = values
  if (!path || !source) throw new Error(usage)
  const box = readBox(values.box)
  if (values.box && !box) throw new Error('--box: west,south,east,north in degrees, such as 103.1,23.0,103.8,23.7')
  const text = decodeText(readFileSync(path))
  if (text === undefined) throw new Error(`${path}: its text cannot be read`)

  const { database, clock } = await openServices(readConfig())
  const { db, atomically } = database
  const now = clock()
  const id = await readImport(atomically, {
    ...{ id: newId(now), source, fileName: basename(path), text, actor: system, now },
  })
  const read = (await importById(db, id)) as ReportImport
  const settings = await checkedSettings(db, read, {
    ...read.settings,
    ...{ areaId: values.area ?? null, categoryId: values.category ?? null, box: box ?? null },
    ...{ dayOrder: values['days-first'] ? 'day' : 'month' },
    ...{ isPublic: values.public ?? false, keepsOpen: values['keeps-open'] ?? false },
  })
  await atomically((tx) => settleImport(tx, { id, version: read.version, source, settings, actor: system }))
  const settled = (await importById(db, id)) as ReportImport
  if (values.dry) {
    const { counts, faults } = await previewImport(db, settled, now)
    console.log(`${counts.in} would come in, ${counts.known} are known, ${counts.refused} would be refused.`)
    for (const [reason, count, lines] of faults)
      console.log(`  ${count} × ${words[reason]?.en ?? reason}, such as line ${lines.join(', ')}`)
    await atomically((tx) => dropImport(tx, { id, actor: system, now }))
  } else {
    await atomically((tx) => startImport(tx, { id, version: settled.version, actor: system, now }))
    for (let done = 0, taken = 1; taken > 0; done += taken) {
      taken = await atomically((tx) => takeInPiece(tx, id, now))
      if (taken) process.stdout.write(`\r${done + taken} / ${settled.rows}`)
    }
    const fates = await fatesOf(db, id)
    console.log(`\n${fates.in} came in, ${fates.known} were known, ${fates.refused} were refused.`)
    if (fates.refused) {
      const refused = await rowsOf(db, { importId: id, fate: 'refused', max: settled.rows })
      const table = refused.map(({ line, reason, cells }) => [line, words[reason]?.en ?? reason, ...(cells ?? [])])
      writeFileSync(`${path}.refused.csv`, csvText([['line', 'reason', ...settled.head], ...table]))
      console.log(`The refused ones are in ${path}.refused.csv`)
    }
  }
  await database.close()
  process.exit(0)
} catch (error) {
  spokenError(error)
}
