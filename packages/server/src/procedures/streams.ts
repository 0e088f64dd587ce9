import { tracked, type TrackedEnvelope } from '@trpc/server'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { toTrpcError } from './failure-codes.ts'
import { asPassingFault } from '../passing-fault.ts'

export function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

const eventSchemas = new WeakMap<object, z.ZodType>()

/** What each event of a subscription is, by the subscription's output. */
export function eventSchemaOf(output: unknown): z.ZodType | undefined {
  return typeof output === 'object' && output !== null ? eventSchemas.get(output) : undefined
}

/** The output of a subscription: events that can be resumed, each checked against the schema. */
export function streamOf<Item>(item: z.ZodType<Item>) {
  const stream = z
    .custom<AsyncIterable<TrackedEnvelope<Item>>>(isStream)
    .transform(async function* (events): AsyncGenerator<TrackedEnvelope<Item>, void, undefined> {
      for await (const [id, data] of events) yield tracked(id, item.parse(data))
    })
  eventSchemas.set(stream, item)
  return stream
}

/**
 * The same stream with its known failures as tRPC wants them. A failure that comes while nobody waits for it is kept
 * for whoever asks next: tRPC asks for an event before the one before has left, and Node would end the process.
 */
export function guardStream(source: AsyncIterable<unknown>): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const events = source[Symbol.asyncIterator]()
      return {
        next() {
          const event = events.next().catch((error: unknown) => {
            const known = error instanceof AppError ? error : asPassingFault(error)
            throw known ? toTrpcError(known) : error
          })
          event.catch(() => {})
          return event
        },
        async return(value: unknown) {
          return (await events.return?.(value)) ?? { done: true, value }
        },
      }
    },
  }
}
