import { describeContract } from './contract.ts'
import { sqliteEngine } from './sqlite-place.ts'

describeContract('SQLite in a file', sqliteEngine)
