import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A line to a server that the test can cut. */
export async function startLine(target: string) {
  const { port, hostname } = new URL(target)
  const open = new Set<Socket>()
  let cutsNext = false

  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    open.add(near)
    const hangUp = () => {
      near.destroy()
      far.destroy()
      open.delete(near)
    }
    for (const end of [near, far]) end.on('close', hangUp).on('error', hangUp)
    near.pipe(far)
    far.on('data', (bytes) => {
      if (!cutsNext) return near.write(bytes)
      cutsNext = false
      near.write(bytes.subarray(0, bytes.length / 2), hangUp)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    server.close()
    cut()
  })

  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the line has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    /** Lets half of what comes next through, and cuts then. */
    cutIntoNext: () => void (cutsNext = true),
  }
}
