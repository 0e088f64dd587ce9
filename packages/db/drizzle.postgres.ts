import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema/postgres.ts',
  casing: 'snake_case',
  out: './migrations/postgres',
})
