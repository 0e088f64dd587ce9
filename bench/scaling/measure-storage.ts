// Measures what an account takes in a database after a year and after two: `node bench/scaling/measure-storage.ts file:/tmp/a.db 30`.
import { measureStorage } from './storage.ts'

const [url = '', people = '30', years = '2'] = process.argv.slice(2)
const measured = await measureStorage(url, { people: Number(people), years: Number(years) })
for (const [table, bytes] of Object.entries(measured)) console.log(table, ...bytes.map(Math.round))
