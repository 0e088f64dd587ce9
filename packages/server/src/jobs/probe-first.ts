import type { Deps } from '../deps.ts'
import { inParallel } from '../concurrency/in-parallel.ts'

/**
 * Work for each of many accounts, `width` at a time. While Instagram refuses the app, one goes before the others and
 * shows for all whether it still does.
 */
export async function probeFirst<Item>(
  { budget }: Pick<Deps, 'budget'>,
  { items, width }: { items: readonly Item[]; width: number },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const probes = (await budget.isAppDoubtful()) ? 1 : 0
  for (const item of items.slice(0, probes)) await work(item)
  await inParallel(items.slice(probes), width, work)
}
