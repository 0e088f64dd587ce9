const cells = 24

/** One line that shows how far work is, such as `██████░░░░ 3/7`. */
export function progressBar(done: number, total: number): string {
  const filled = total === 0 ? 0 : Math.min(cells, Math.floor((done / total) * cells))
  return `${'█'.repeat(filled)}${'░'.repeat(cells - filled)} ${done}/${total}`
}
