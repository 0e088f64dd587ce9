import { copyDatabase } from '../../src/index.ts'

const [from = '', to = ''] = process.argv.slice(2)
// The process that started this one decides after which progress it is killed.
await copyDatabase({ from, to, onProgress: (progress) => void process.send?.(progress) })
process.send?.({ ended: true })
