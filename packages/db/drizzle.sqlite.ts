import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './drizzle.sqlite.tables.cjs',
  casing: 'snake_case',
  out: './migrations/sqlite',
})
