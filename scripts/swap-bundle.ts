import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const names = /standalone[\w.-]*?\.js\b/g

/** The program of a bundle and every file that it may load, by their names in the folder. */
export function bundleFiles(folder: string, program = 'standalone.js'): string[] {
  const there = new Set(readdirSync(folder))
  const found = new Set<string>()
  const look = (file: string) => {
    if (found.has(file) || !there.has(file)) return
    found.add(file)
    for (const [name] of readFileSync(join(folder, file), 'utf8').matchAll(names)) look(name)
  }
  look(program)
  return [...found]
}

/**
 * Puts a new bundle in the place of the one that is there, whole for whoever starts at any moment: its parts have names of
 * their own by content, and the program comes last. The parts of the one before stay, for programs that run on them.
 * @param from the folder into which it was built; gone afterwards
 */
export function swapBundle(from: string, to: string, program = 'standalone.js'): void {
  mkdirSync(to, { recursive: true })
  const before = bundleFiles(to, program)
  const files = readdirSync(from)
  for (const file of files.filter((name) => name !== program)) renameSync(join(from, file), join(to, file))
  renameSync(join(from, program), join(to, program))
  rmSync(from, { recursive: true, force: true })
  const kept = new Set([...files, ...before])
  for (const file of readdirSync(to)) {
    if (/^standalone-.*\.js(\.map)?$/.test(file) && !kept.has(file) && !kept.has(file.replace(/\.map$/, ''))) {
      rmSync(join(to, file))
    }
  }
}
