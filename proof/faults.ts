/** What was found wrong, by kind, so that one cause does not hide the others. */
export class Faults {
  readonly #kinds = new Map<string, string[]>()

  add(kind: string, what: string): void {
    const known = this.#kinds.get(kind)
    if (known) known.push(what)
    else this.#kinds.set(kind, [what])
  }

  /** One line of each kind: how often, and the first three. */
  list(): string[] {
    return [...this.#kinds].map(([kind, all]) => `${all.length} × ${kind}: ${all.slice(0, 3).join('; ')}`)
  }
}
