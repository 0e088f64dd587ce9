import { defineSchema, type Schema } from '../schema/define.ts'
import { postgresKit } from '../schema/kit.ts'

/** The same tables with the same keys, and the queries use what both engines have: the types of SQLite stand for both. */
export const postgresSchema: Schema = defineSchema(postgresKit)
