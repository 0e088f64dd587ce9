import SQLite from 'better-sqlite3'

/** A database file as a bare program opens it: the product's settings and nothing else. */
export function openBare(file: string): SQLite.Database {
  const db = new SQLite(file)
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'mmap_size = 0',
    'journal_size_limit = 67108864',
  ]) {
    db.pragma(setting)
  }
  return db
}

/** Works through the items, a few at a time. */
export async function severalAtOnce<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const index = next++
      const item = items[index]
      if (item !== undefined) await work(item, index)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
}
