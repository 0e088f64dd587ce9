import SQLite from 'better-sqlite3'

/**
 * SQLite's own limit on the pages of a database stands for a full disk: past it the engine says and does the same. It
 * counts for one connection, so those of the product are met as they are opened.
 * @returns what was opened, and what lets the databases grow no more, or again
 */
export async function openOnSmallDisk<Opened>(
  open: () => Promise<Opened>,
): Promise<{ opened: Opened; setFull(isFull: boolean): void }> {
  const connections = new Set<SQLite.Database>()
  const { pragma } = SQLite.prototype
  SQLite.prototype.pragma = function (this: SQLite.Database, ...given) {
    connections.add(this)
    return pragma.apply(this, given)
  }
  try {
    const opened = await open()
    const limitOf = (connection: SQLite.Database, isFull: boolean) =>
      isFull ? Number(connection.pragma('page_count', { simple: true })) : 4_294_967_294
    return {
      opened,
      setFull(isFull) {
        // Another test's may have been met as well, and be closed by now.
        for (const connection of [...connections].filter(({ open: isOpen }) => isOpen))
          connection.pragma(`max_page_count = ${limitOf(connection, isFull)}`)
      },
    }
  } finally {
    SQLite.prototype.pragma = pragma
  }
}
