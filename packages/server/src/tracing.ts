import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api'

/**
 * Runs work inside an OpenTelemetry span. Without a provider of the host's this costs a function call. Attributes are
 * names, ids of ours and counts: never a URL, a user id or a message.
 */
export async function withSpan<Result>(
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  return trace.getTracer('instagram-dashboard').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      // The name alone: a message may quote what must not leave the process.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
      throw error
    } finally {
      span.end()
    }
  })
}
