import { defineConfig } from 'drizzle-kit'
import { dialect } from './db/columns.ts'

/** One schema, two folders of migrations. `npm run migrations` runs this once for each. */
export default defineConfig({ dialect, schema: './db/schema/index.ts', out: `./db/migrations/${dialect}` })
