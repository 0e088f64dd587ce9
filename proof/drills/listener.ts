import { setTimeout as pause } from 'node:timers/promises'

/** Keeps a stream of new notifications open, as a page does, and opens it again when it ends. Resolves once it shall end. */
export async function listen({ url, token, ended }: { url: string; token: string; ended: AbortSignal }): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
  while (!ended.aborted) {
    try {
      const answer = await fetch(`${url}/trpc/instagram.notifications.onNew`, { headers, signal: ended })
      // Only whether it goes on matters here.
      for await (const chunk of answer.body ?? []) if (chunk.length === 0) break
    } catch {
      // It is opened again.
    }
    await pause(1_000, undefined, { signal: ended }).catch(() => undefined)
  }
}
