// Serves the app without a network: its files, its page, and the newest numbers that were seen. With a network everything
// but the files is asked anew, so that nobody sees old numbers without need.
import { answerFromKept, keepAnswers, readsOf } from './kept-answers.ts'
import type { KeepMessage } from './offline.ts'

/** Scripts and styles, which are the same for everybody. */
const filesName = 'aurora-files-1'
/** The page and the newest numbers of whoever is signed in. */
const ownName = 'aurora-own-1'

interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface FetchEvent extends WorkerEvent {
  request: Request
  respondWith: (response: Promise<Response>) => void
}
interface Worker {
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}

// Here the global object is that of a worker, whose types are not those of pages.
const worker = globalThis as unknown as Worker
const page = '/'

addEventListener('install', () => void worker.skipWaiting())

addEventListener('activate', (event) => {
  const dropOld = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => name !== filesName && name !== ownName).map((name) => caches.delete(name)))
    await worker.clients.claim()
  }
  ;(event as WorkerEvent).waitUntil(dropOld())
})

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const answer = answerTo(request, url)
  if (answer !== null) (event as FetchEvent).respondWith(answer)
})

addEventListener('message', (event) => {
  const { keep, language } = (event as MessageEvent<KeepMessage>).data
  const headers = { 'accept-language': language }
  // Without a network there is nothing to keep, and the next page asks again.
  const work = Promise.allSettled(
    keep.map(async (address) => answerTo(new Request(address, { headers }), new URL(address))),
  )
  ;(event as unknown as WorkerEvent).waitUntil(work)
})

/** @returns `null` where the browser answers by itself */
function answerTo(request: Request, url: URL): Promise<Response> | null {
  if (url.pathname.startsWith('/assets/')) return fileOf(request)
  if (request.mode === 'navigate' || url.pathname === page) return pageOf(request, url)
  const reads = readsOf(url)
  return reads === null ? null : numbersOf(request, reads)
}

/** A file's name changes with what is in it. */
async function fileOf(request: Request): Promise<Response> {
  const cache = await caches.open(filesName)
  const known = await cache.match(request.url)
  if (known !== undefined) return known
  const response = await fetch(request)
  if (response.ok) await cache.put(request.url, response.clone())
  return response
}

/** One page stands for all screens of the app, which it finds out by its address. */
async function pageOf(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(ownName)
  try {
    const response = await fetch(request)
    if (response.ok && url.pathname === page) await cache.put(page, response.clone())
    return response
  } catch (error) {
    const known = await cache.match(page)
    if (known === undefined) throw error
    return known
  }
}

async function numbersOf(request: Request, reads: NonNullable<ReturnType<typeof readsOf>>): Promise<Response> {
  const cache = await caches.open(ownName)
  try {
    const response = await fetch(request)
    if (response.ok) await keepAnswers(cache, reads, response.clone())
    return response
  } catch (error) {
    const known = await answerFromKept(cache, reads, request.headers.get('accept-language') ?? '')
    if (known === null) throw error
    return known
  }
}
