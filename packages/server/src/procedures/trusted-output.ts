import type { z } from 'zod'

const trusted = new WeakSet<object>()

/**
 * The shape of an answer that is read so often that parsing it again would cost more than making it. It is documented
 * like any other, and its makers are held to it by their types and by `test/trusted-outputs.test.ts`, which reads every
 * such procedure through its schema: a field that the schema does not have never leaves.
 */
export function trustedOutput<Schema extends z.ZodType>(schema: Schema): Schema {
  const pass = (value: unknown) => value
  // The guarantee: the schema itself with another way to parse.
  const output = Object.create(schema, { parse: { value: pass }, parseAsync: { value: pass } }) as Schema
  trusted.add(output)
  return output
}

export function isTrustedOutput(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && trusted.has(schema)
}
