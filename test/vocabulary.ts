import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5'

const root = join(import.meta.dirname, '..')

export interface Word {
  word: string
  meaning: string
  never: string[]
}

/** The table of docs/vocabulary.md. */
export function readVocabulary(): Word[] {
  return readFileSync(join(root, 'docs/vocabulary.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const [, word = '', meaning = '', never = ''] = line.split('|').map((cell) => cell.trim())
      return { word, meaning, never: never === '' ? [] : never.split(',').map((text) => text.trim()) }
    })
}

export interface Saying {
  path: string
  line: number
  /** What was read, as lower-case words with a space before and after: ` list dead letters `. */
  words: string
}

/** Every name and every comment of a file, and the file's own name. Not its texts: they are for people. */
export function sayingsOf(path: string): Saying[] {
  const text = readFileSync(join(root, path), 'utf8')
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kindOf(path))
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1
  const found: Saying[] = [{ path, line: 0, words: wordsOf(path) }]
  const comments = new Map<number, number>()
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      found.push({ path, line: lineOf(node.getStart(source)), words: wordsOf(node.text) })
    }
    const around = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ]
    // In the text between the tags of a page there are none.
    if (!ts.isJsxText(node)) for (const { pos, end } of around) comments.set(pos, end)
    ts.forEachChild(node, visit)
  }
  visit(source)
  for (const [start, end] of comments) {
    // Between backquotes stands what something is called, for which its own place answers.
    const comment = text.slice(start, end).replaceAll(/`[^`]*`/g, ' ')
    found.push({ path, line: lineOf(start), words: wordsOf(comment) })
  }
  return found
}

/** `listDeadLetters`, `list-dead-letters` and `list dead letters` are the same words. */
export function wordsOf(text: string): string {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []
  return ` ${words.join(' ').toLowerCase()} `
}

export function sourceFiles(): string[] {
  return ['packages', 'apps', 'bench', 'proof', 'scripts', 'test'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((path) => `${top}/${path.replaceAll('\\', '/')}`)
      .filter(
        (path) =>
          /\.(tsx?|mjs)$/.test(path) && !/node_modules|packages\/server\/lib|\/dist|\/types\/|\/\.types\//.test(path),
      ),
  )
}

function kindOf(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX
  return path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS
}
