import { copyDatabase } from '../../src/index.ts'

const [from = '', to = '', killAt = ''] = process.argv.slice(2)
await copyDatabase({
  from,
  to,
  // By itself: by the time that another process heard of this progress, all might be done.
  onProgress: ({ done }) => {
    if (done >= Number(killAt)) process.kill(process.pid, 'SIGKILL')
  },
})
