import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const repositoryRoot = join(import.meta.dirname, '..', '..', '..')

/** A fenced block of a document. */
export interface Block {
  document: string
  /** Of the fence. */
  line: number
  language: string
  code: string
  /** `not-run="…"` after the language: why nobody runs it here. */
  notRun: string | undefined
  /** `run-by="…"`: the test that runs it. */
  runBy: string | undefined
}

export const documents: readonly string[] = [
  'README.md',
  ...globSync('docs/**/*.md', { cwd: repositoryRoot }).map((path) => path.replaceAll('\\', '/')),
].toSorted()

const fence = /^(?<indent> *)```(?<language>\w+)(?<info>[^\n]*)\n(?<code>[^]*?)^\k<indent>```$/gm

export function blocksOf(document: string): Block[] {
  const text = readFileSync(join(repositoryRoot, document), 'utf8')
  return [...text.matchAll(fence)].map((match) => {
    const { indent = '', language = '', info = '', code = '' } = match.groups ?? {}
    const marked = (name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(info)?.[1]
    return {
      document,
      line: text.slice(0, match.index).split('\n').length,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      notRun: marked('not-run'),
      runBy: marked('run-by'),
    }
  })
}

export const nameOf = ({ document, line }: Block) => `${document}:${line}`
