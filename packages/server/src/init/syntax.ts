import { parse, type ParserPlugin } from '@babel/parser'

/** What we look at of a node of the syntax tree; the rest of it is read where it is needed. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

/** Parses a source. @returns its statements; `null` for what is no JavaScript and no TypeScript */
export function parseSource(text: string, path: string): Node[] | null {
  const isTyped = /\.[cm]?tsx?$/.test(path)
  const hasJsx = !/\.[cm]?ts$/.test(path)
  const plugins: ParserPlugin[] = ['decorators']
  if (isTyped) plugins.push('typescript')
  if (hasJsx) plugins.push('jsx')
  try {
    const file = parse(text, {
      plugins,
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      createParenthesizedExpressions: false,
    })
    // The guarantee: every node of Babel's tree has these three fields.
    return file.program.body as unknown as Node[]
  } catch {
    return null
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string'

/** All nodes below and with one, outer ones first. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node
  for (const [field, value] of Object.entries(node)) {
    if (field === 'loc' || field.endsWith('Comments')) continue
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* nodesIn(one)
  }
}

/** A node of a field, if there is one. */
export function child(node: Node | null | undefined, field: string): Node | null {
  const value = node?.[field]
  return isNode(value) ? value : null
}

export function children(node: Node | null | undefined, field: string): Node[] {
  const value = node?.[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export const nameOf = (node: Node | null): string | null => (node?.type === 'Identifier' ? String(node['name']) : null)

/** What a string in the source says. */
export const textOf = (node: Node | null): string | null =>
  node?.type === 'StringLiteral' ? String(node['value']) : null

/** What a call of `require` asks for. */
export function requiredModule(node: Node | null): string | null {
  if (node?.type !== 'CallExpression' || nameOf(child(node, 'callee')) !== 'require') return null
  return textOf(children(node, 'arguments')[0] ?? null)
}

/** Names of a file that stand for something of a module. */
export interface Binding {
  local: string
  /** As the module calls it: `default`, or a name. */
  imported: string
  module: string
}

/** What a file takes from other modules, by `import` and by `require`. */
export function bindingsOf(statements: readonly Node[]): Binding[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'ImportDeclaration') return importsOf(statement)
    if (statement.type === 'TSImportEqualsDeclaration') {
      const module = textOf(child(child(statement, 'moduleReference'), 'expression'))
      const local = nameOf(child(statement, 'id'))
      return module === null || local === null ? [] : [{ local, imported: 'default', module }]
    }
    return statement.type === 'VariableDeclaration' ? children(statement, 'declarations').flatMap(requiresOf) : []
  })
}

function importsOf(statement: Node): Binding[] {
  const module = textOf(child(statement, 'source')) ?? ''
  return children(statement, 'specifiers').map((specifier) => {
    const imported = child(specifier, 'imported')
    return {
      module,
      local: nameOf(child(specifier, 'local')) ?? '',
      imported: specifier.type === 'ImportSpecifier' ? (nameOf(imported) ?? textOf(imported) ?? '') : 'default',
    }
  })
}

function requiresOf(declarator: Node): Binding[] {
  const init = child(declarator, 'init')
  const isMember = init?.type === 'MemberExpression'
  const module = requiredModule(isMember ? child(init, 'object') : init)
  const id = child(declarator, 'id')
  if (module === null || id === null) return []
  if (id.type === 'Identifier') {
    const imported = isMember ? (nameOf(child(init, 'property')) ?? '') : 'default'
    return [{ module, local: String(id['name']), imported }]
  }
  return children(id, 'properties').flatMap((property) => {
    const local = nameOf(child(property, 'value'))
    const imported = nameOf(child(property, 'key'))
    return local === null || imported === null ? [] : [{ module, local, imported }]
  })
}
