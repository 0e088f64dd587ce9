/** What a batch of reads asks, one after the other. */
interface Read {
  name: string
  input: unknown
}

/** The reads whose newest answer is kept for a visit without a network: numbers of the user, and nothing of an admin's. */
const kept =
  /^instagram\.(connect\.(status|texts)|metrics\.(?!export)\w+|goals\.list|sync\.history|notifications\.(list|unreadCount)|achievements\.list)$/

/** @returns the reads of a request to the product; `null` when one of them is not to be kept, or it is no batch */
export function readsOf(url: URL): Read[] | null {
  const [, names] = /^\/instagram\/trpc\/([\w.,]+)$/.exec(url.pathname) ?? []
  if (names === undefined || url.searchParams.get('batch') !== '1') return null
  const inputs: unknown = JSON.parse(url.searchParams.get('input') ?? '{}')
  const reads = names.split(',').map((name, index) => ({ name, input: inputOf(inputs, index) }))
  return reads.every(({ name }) => kept.test(name)) ? reads : null
}

function inputOf(inputs: unknown, index: number): unknown {
  return typeof inputs === 'object' && inputs !== null ? (inputs as Record<string, unknown>)[index] : undefined
}

const addressOf = ({ name, input }: Read) => `/kept/${name}?${encodeURIComponent(JSON.stringify(input ?? null))}`

/** Keeps each answer of a batch by itself: the next visit may ask for the same in other batches. */
export async function keepAnswers(cache: Cache, reads: Read[], response: Response): Promise<void> {
  const answers: unknown = await response.json()
  if (!Array.isArray(answers)) return
  await Promise.all(
    reads.map(async (read, index) => {
      const answer: unknown = answers[index]
      if (typeof answer !== 'object' || answer === null || !('result' in answer)) return
      await cache.put(addressOf(read), new Response(JSON.stringify(answer)))
    }),
  )
}

/** What `kept-answers` says in place of an answer that it does not have. */
const nothing = (message: string) => ({
  error: {
    json: {
      message,
      code: -32_603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 503, app: { code: 'INTERNAL', action: 'retry' } },
    },
  },
})

/** @returns the batch put together from what was kept; `null` when none of it was */
export async function answerFromKept(cache: Cache, reads: Read[], language: string): Promise<Response | null> {
  const found = await Promise.all(reads.map((read) => cache.match(addressOf(read))))
  if (found.every((answer) => answer === undefined)) return null
  const message = language.startsWith('en')
    ? 'This was not open before. It comes when you are online again.'
    : 'Isto ainda não tinha sido aberto. Chega quando a internet voltar.'
  const answers = await Promise.all(
    found.map(async (answer): Promise<unknown> => (answer === undefined ? nothing(message) : answer.json())),
  )
  return new Response(JSON.stringify(answers), { status: 207, headers: { 'content-type': 'application/json' } })
}
