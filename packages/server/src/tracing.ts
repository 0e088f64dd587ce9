import { SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api'

export interface SpanOptions<Result> {
  /** Names, ids of ours and counts: never a URL, a user id or a message. */
  attributes?: Attributes
  /** Begins a trace of its own, with a link to what it was begun by: one piece of work that is a part of many. */
  isRoot?: boolean
  /** Whether what came back tells of a fault of ours. */
  isFault?: (result: Result) => boolean
}

/** Runs work inside an OpenTelemetry span. Without a provider of the host's this costs a function call. */
export async function withSpan<Result>(
  name: string,
  { attributes = {}, isRoot = false, isFault = () => false }: SpanOptions<Result>,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const begunBy = isRoot ? trace.getActiveSpan() : undefined
  const links = begunBy ? [{ context: begunBy.spanContext() }] : []
  const options = { attributes, root: isRoot, links }
  return trace.getTracer('instagram-dashboard').startActiveSpan(name, options, async (span) => {
    try {
      const result = await work(span)
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
