import { isolate } from './isolate.ts'

/** Which fields Instagram refuses, by names such as `me.account_type` or `media.like_count`. */
export interface FieldMemory {
  /** Not asked for; grows by what is found to be refused whenever it is asked. */
  refused: Set<string>
  /** Not asked for in this session: Instagram could not answer it just now. */
  failing: Set<string>
}

export function newFieldMemory(refused: Iterable<string> = []): FieldMemory {
  return { refused: new Set(refused), failing: new Set() }
}

/**
 * Asks for some fields at once. One that Instagram refuses fails the whole call, so it is found, left out and
 * remembered; only the needed ones must be answered.
 * @throws GraphFailure when it is not about a field
 */
export async function askForFields(
  call: (fields: readonly string[], tries?: number) => Promise<unknown>,
  {
    edge,
    needed,
    wanted,
    memory,
    isAboutAll,
  }: {
    /** First part of the remembered names. */
    edge: string
    needed: readonly string[]
    wanted: readonly string[]
    memory: FieldMemory
    isAboutAll?: Parameters<typeof isolate>[0]['isAboutAll']
  },
): Promise<unknown> {
  const known = (names: ReadonlySet<string>) => new Set(wanted.filter((field) => names.has(`${edge}.${field}`)))
  const [refused, failing] = [known(memory.refused), known(memory.failing)]
  let answered: { fields: readonly string[]; body: unknown } | null = null
  await isolate({
    names: wanted,
    hasBase: true,
    refused,
    failing,
    ask: async (fields, tries) => ({ fields, body: await call([...needed, ...fields], tries) }),
    onAnswer: (answer) => {
      answered = answer
    },
    ...(isAboutAll ? { isAboutAll } : {}),
  })
  for (const field of refused) memory.refused.add(`${edge}.${field}`)
  for (const field of failing) memory.failing.add(`${edge}.${field}`)
  const good = wanted.filter((field) => !refused.has(field) && !failing.has(field))
  return bodyFor(answered, good) ?? (await call([...needed, ...good]))
}

/** The last answer, when it is already the one without what is refused. */
function bodyFor(answered: { fields: readonly string[]; body: unknown } | null, fields: readonly string[]): unknown {
  return answered?.fields.length === fields.length ? answered.body : undefined
}
