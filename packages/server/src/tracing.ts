import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api'

export interface SpanOptions<Result> {
  /** Names, ids of ours and counts: never a URL, a user id or a message. */
  attributes?: Attributes
  /** Whether what came back tells of a fault of ours. */
  isFault?: (result: Result) => boolean
}

/** Runs work inside an OpenTelemetry span. Without a provider of the host's this costs a function call. */
export async function withSpan<Result>(
  name: string,
  { attributes = {}, isFault = () => false }: SpanOptions<Result>,
  work: () => Promise<Result>,
): Promise<Result> {
  return trace.getTracer('instagram-dashboard').startActiveSpan(name, { attributes }, async (span) => {
    try {
      const result = await work()
      if (isFault(result)) span.setStatus({ code: SpanStatusCode.ERROR })
      return result
    } catch (error) {
      // The name alone: a message may quote what must not leave the process.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
      throw error
    } finally {
      span.end()
    }
  })
}
