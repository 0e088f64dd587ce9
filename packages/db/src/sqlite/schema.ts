import { defineSchema } from '../schema/define.ts'
import { sqliteKit } from '../schema/kit.ts'

export const sqliteSchema = defineSchema(sqliteKit)
