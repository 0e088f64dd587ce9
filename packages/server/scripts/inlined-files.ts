import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrationFiles } from '../../db/src/migration-files.ts'
import { buildReturnScript } from './return-script.ts'

const manifest = () => JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as unknown

/** What stands in the place of a module that reads files beside its code, by the end of the module's name. */
const inlined: Record<string, () => string> = {
  'db/dist/migration-files.js': () => {
    const files = { sqlite: readMigrationFiles('sqlite'), postgres: readMigrationFiles('postgres') }
    return `const files = ${JSON.stringify(files)}\nexport const readMigrationFiles = (dialect) => files[dialect]`
  },
  'server/dist/version.js': () => {
    const { version } = manifest() as { version: string }
    return `export const readVersion = () => ${JSON.stringify(version)}`
  },
  'server/dist/http/return-script.js': () =>
    `export const readReturnScript = async () => ${JSON.stringify(buildReturnScript().code)}`,
}

/** A plugin for tsdown: a bundle finds no file of ours beside it, wherever it is bundled again. */
export const inlinedFiles = {
  name: 'inlined-files',
  load(id: string) {
    const path = id.replaceAll('\\', '/')
    const [, code] = Object.entries(inlined).find(([end]) => path.endsWith(`/packages/${end}`)) ?? []
    return code?.()
  },
}
