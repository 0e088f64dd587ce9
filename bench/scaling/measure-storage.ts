// Measures what an account takes in a database after a year and after two: `node bench/scaling/measure-storage.ts file:/tmp/a.db 30`.
import { measureStorage } from './storage.ts'
import { byKind } from './stored-bytes.ts'

const [url = '', people = '30', years = '2'] = process.argv.slice(2)
const measured = await measureStorage(url, { people: Number(people), years: Number(years) })
for (const [kind, bytes] of Object.entries(byKind(measured))) console.log(kind, ...bytes.map(Math.round))
