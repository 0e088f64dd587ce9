import { connectSqlite } from '../connect-sqlite.ts'

// Another program that writes to the file and takes its time: `hold-lock.ts <path>` lets go when told to.
const [path = ''] = process.argv.slice(2)

const { raw } = connectSqlite(path)
raw.exec('BEGIN IMMEDIATE')
process.send?.({ is: 'holding' })
process.once('message', () => {
  raw.exec('COMMIT')
  raw.close()
  process.disconnect()
})
