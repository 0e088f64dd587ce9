import type { Creation } from './find-app.ts'
import { inStyle, styleBeside, styleOf } from './style.ts'
import { child, children, parseSource, requiredModule, type Node } from './syntax.ts'

/** Text that was put into a file, at a place of what the file was before. */
export interface Insertion {
  offset: number
  text: string
}

export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  const parts: string[] = []
  let from = 0
  for (const { offset, text: added } of insertions) {
    parts.push(text.slice(from, offset), added)
    from = offset
  }
  return [...parts, text.slice(from)].join('')
}

/** The file before, from the file after; the caller checks that it is. */
export function withoutInsertions(text: string, insertions: readonly Insertion[]): string {
  const parts: string[] = []
  let from = 0
  let added = 0
  for (const { offset, text: inserted } of insertions) {
    parts.push(text.slice(from, offset + added))
    added += inserted.length
    from = offset + added
  }
  return [...parts, text.slice(from)].join('')
}

/**
 * Puts the import and the mount into the source that makes the app: each a line of its own, right after the last import
 * and right after the statement that makes the app.
 * @param lines with `¶` where some put a semicolon
 * @returns why it can not be done surely, where it can not
 */
export function editSource(
  { path, text, statement, statements }: Creation,
  lines: { take: string; mount: string },
): Insertion[] | { reason: string } {
  const afterImports = statements.filter(isImport).findLast(({ end }) => end <= statement.start)
  const style = styleOf(text)
  const mount = lineAfter(text, statement, lines.mount)
  if (mount === null) return { reason: `in ${path} the app is not made on a line of its own` }
  const place = afterImports === undefined ? null : lineAfter(text, afterImports, lines.take)
  if (afterImports !== undefined && place === null)
    return { reason: `in ${path} an import shares its line with something else` }
  const insertions = place === null ? [] : [place]
  if (place === null) {
    // No import is before: both lines come together.
    const both = lineAfter(text, statement, `${lines.take}\n${lines.mount}`)
    if (both === null || !lines.take.includes('require('))
      return { reason: `${path} has no imports to put another one after` }
    insertions.push(both)
  } else insertions.push(mount)
  const edited = parseSource(withInsertions(text, insertions), path)
  const isAsMeant = edited !== null && countStatements(edited) === countStatements(statements) + 2
  return isAsMeant
    ? insertions
    : { reason: `${path} would not be what it was with these lines (${style.lineEnd === '\n' ? 'LF' : 'CRLF'})` }
}

function isImport(statement: Node): boolean {
  if (['ImportDeclaration', 'TSImportEqualsDeclaration'].includes(statement.type)) return true
  const inits = children(statement, 'declarations').map((one) => child(one, 'init'))
  return inits.some((init) => requiredModule(init?.type === 'MemberExpression' ? child(init, 'object') : init) !== null)
}

function lineAfter(text: string, statement: Node, template: string): Insertion | null {
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1
  const indent = text.slice(lineStart, statement.start)
  const [rest = ''] = text.slice(statement.end).split(/\r?\n/, 1)
  if (/\S/.test(indent.replace('\uFEFF', '')) || !isOnlyComment(rest.trim())) return null
  const style = styleBeside(text, statement, styleOf(text))
  const line = template
    .split('\n')
    .map((one) => `${style.lineEnd}${indent.replace('\uFEFF', '')}${inStyle(one, style)}`)
    .join('')
  return { offset: statement.end + rest.length, text: line }
}

const isOnlyComment = (text: string) =>
  text === '' || text.startsWith('//') || (text.startsWith('/*') && text.indexOf('*/') === text.length - 2)

function countStatements(statements: readonly Node[]): number {
  let count = 0
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      const { type } = value as { type?: unknown }
      if (typeof type === 'string' && /(Statement|Declaration)$/.test(type)) count += 1
      for (const [field, inner] of Object.entries(value))
        if (field !== 'loc' && !field.endsWith('Comments')) visit(inner)
    }
  }
  visit(statements)
  return count
}
