/** What a page asks the worker to keep that was fetched before there was one. */
export interface KeepMessage {
  keep: string[]
  language: string
}

/** Makes the app open without a network, with the newest numbers that were seen. In development nothing is kept. */
export async function keepForOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const isFirst = navigator.serviceWorker.controller === null
  await navigator.serviceWorker.register('/service-worker.js')
  if (!isFirst) return
  const { active } = await navigator.serviceWorker.ready
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
  const message: KeepMessage = { keep: [location.origin + '/', ...fetched], language: document.documentElement.lang }
  active?.postMessage(message)
}

/** What one user has seen is not kept for the next. */
export async function forgetKept(): Promise<void> {
  if (!('caches' in globalThis)) return
  const names = await caches.keys()
  await Promise.all(names.map((name) => caches.delete(name)))
}
