import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port below those that the system gives to whoever asks for any: nobody takes it before it is used, or used again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const candidate = 20_000 + Math.floor(Math.random() * 10_000)
    const probe = createServer().listen(candidate, '127.0.0.1')
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return candidate
  }
}
