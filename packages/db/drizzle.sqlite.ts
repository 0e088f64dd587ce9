import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/schema/sqlite.ts',
  casing: 'snake_case',
  out: './migrations/sqlite',
})
