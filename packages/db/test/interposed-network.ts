import { Agent, Dispatcher, setGlobalDispatcher } from 'undici'

/** Stands between a request and its answer. */
export type Interpose = (name: string, send: () => Promise<void>) => Promise<void>

const network = new Agent()

/** Carries every request of the process: the answer is given on when `interpose` has let it pass, whole. */
class InterposedNetwork extends Dispatcher {
  readonly #interpose: Interpose
  constructor(interpose: Interpose) {
    super()
    this.#interpose = interpose
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    // A deadline can not end what hangs here: that is what hanging is for.
    handler.onConnect?.(() => undefined)
    const path = new URL(String(options.path), String(options.origin)).pathname
    const run = async () => {
      const chunks: Buffer[] = []
      let answer: { status: number; headers: Buffer[]; text: string; trailers: string[] | null } | undefined
      await this.#interpose(
        `${options.method} ${path}`,
        () =>
          new Promise<void>((resolve, reject) => {
            network.dispatch(options, {
              onConnect: () => undefined,
              onHeaders: (status, headers, _resume, text) => {
                answer = { status, headers, text, trailers: null }
                return true
              },
              onData: (chunk) => chunks.push(chunk) > 0,
              onComplete: () => resolve(),
              onError: reject,
            })
          }),
      )
      if (!answer) throw new Error('No answer came')
      handler.onHeaders?.(answer.status, answer.headers, () => undefined, answer.text)
      for (const chunk of chunks) handler.onData?.(chunk)
      handler.onComplete?.([])
    }
    run().catch((error: unknown) => handler.onError?.(error instanceof Error ? error : new Error(String(error))))
    return true
  }
}

/** From now on for the whole process. */
export function interposeNetwork(interpose: Interpose): void {
  setGlobalDispatcher(new InterposedNetwork(interpose))
}
