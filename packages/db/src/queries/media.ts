import { and, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type MediaRow = Schema['media']['$inferSelect']
