// The parts of the SDK in docs/reference.md: components with their props, what a host may replace, and the element. All of
// it is read out of the sources, so that an editor and the document say the same.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5'

const source = join(import.meta.dirname, '..', 'packages', 'client-sdk', 'src')

interface Member {
  name: string
  type: string
  isOptional: boolean
  initial: string | undefined
  text: string
}

interface Declared {
  text: string
  members: Member[]
  bases: string[]
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(react\/|element\.tsx)/.test(name) && /(?<!\.test|\.d)\.tsx?$/.test(name))
  .map((name) => ts.createSourceFile(name, readFileSync(join(source, name), 'utf8'), ts.ScriptTarget.Latest, true))

const declared = new Map<string, Declared>()
const functions = new Map<string, { text: string; props: string | undefined; initials: Map<string, string> }>()
for (const file of files) for (const statement of file.statements) readStatement(statement)

function readStatement(statement: ts.Statement): void {
  if (ts.isInterfaceDeclaration(statement)) {
    const bases = (statement.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText()))
    const members = statement.members.filter(ts.isPropertySignature).map(memberOf)
    declared.set(statement.name.text, { text: textOf(statement), members, bases })
  }
  if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
    const [first] = statement.parameters
    const elements = first !== undefined && ts.isObjectBindingPattern(first.name) ? first.name.elements : []
    const initials = elements.flatMap(({ name, propertyName, initializer }) =>
      initializer !== undefined && isSaid(initializer)
        ? [[(propertyName ?? name).getText(), initializer.getText()] as const]
        : [],
    )
    functions.set(statement.name.text, {
      text: textOf(statement),
      props: first?.type?.getText(),
      initials: new Map(initials),
    })
  }
}

/** A value that says something by itself, other than the name of a constant. */
function isSaid(expression: ts.Expression): boolean {
  return !ts.isIdentifier(expression) && !ts.isObjectLiteralExpression(expression)
}

function memberOf(member: ts.PropertySignature): Member {
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default')
  const type = (member.type?.getText() ?? 'unknown').replaceAll(/\s+/g, ' ').replace(/ \| undefined$/, '')
  return {
    name: ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(),
    // What is only there for `exactOptionalPropertyTypes` says nothing to a reader.
    type: /^\(\(.*\)$/.test(type) ? type.slice(1, -1) : type,
    isOptional: member.questionToken !== undefined || (member.type?.getText() ?? '').endsWith('| undefined'),
    initial: typeof tag?.comment === 'string' ? tag.comment : undefined,
    text: textOf(member),
  }
}

function textOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').replaceAll(/\s+/g, ' ').trim()
}

function membersOf(name: string): Member[] {
  const found = declared.get(name)
  if (found === undefined) return []
  return [...found.bases.flatMap(membersOf), ...found.members]
}

const inCell = (text: string) => text.replaceAll('|', '\\|')
const code = (text: string) => (text === '' ? '' : `\`${inCell(text)}\``)

function tableOf(members: readonly Member[], initials: ReadonlyMap<string, string> = new Map()): string[] {
  if (members.length === 0) return []
  const rows = members.map(({ name, type, isOptional, initial, text }) => {
    const value = initial ?? initials.get(name)
    const without = isOptional ? code(value ?? '') : 'required'
    return `| \`${name}\` | ${code(type)} | ${without} | ${inCell(text)} |`
  })
  return ['', '| name | type | default | |', '|---|---|---|---|', ...rows]
}

/** The components that the package exports, in the order of its face. */
function components(): string[] {
  const face = readFileSync(join(source, 'react', 'components.ts'), 'utf8')
  const names = Array.from(face.matchAll(/^export \{([^}]*)\}/gm), ([, list = '']) => list.split(',')).flat()
  return names.map((name) => name.trim()).filter((name) => /^[A-Z]/.test(name) && functions.has(name))
}

function componentSection(name: string): string[] {
  const { text = '', props, initials } = functions.get(name) ?? {}
  const members = props === undefined ? [] : membersOf(props)
  const table = tableOf(members, initials)
  return ['', `### Component ${name}`, '', text, ...(table.length === 0 ? ['', 'It takes no props.'] : table)]
}

function partSection({ name, type }: Member): string[] {
  return ['', `### Part ${name}`, '', declared.get(type)?.text ?? '', ...tableOf(membersOf(type))]
}

/** The chapters about parts, each line of its own. */
export function partsReference(): string[] {
  const elementMembers = membersOf('InstagramDashboardElement')
  return [
    '## Components',
    '',
    'Of `@instagram-dashboard/client-sdk/react`. All of them stand below an `<InstagramProvider>`.',
    ...components().flatMap(componentSection),
    '',
    '## Parts that you can replace',
    '',
    'With `components` of `<InstagramProvider>` or `<InstagramDashboard>` ([embedding.md](embedding.md#parts-of-your-own)). A',
    'component in place of a part gets these props, and `Default`, which is ours and takes the same.',
    ...membersOf('PartProps').flatMap(partSection),
    '',
    '## The element',
    '',
    '`<instagram-dashboard>`, once `defineInstagramDashboard()` of `@instagram-dashboard/client-sdk/element` was called.',
    '',
    '### Attributes',
    ...tableOf(membersOf('InstagramDashboardAttributes')),
    '',
    '### Properties',
    ...tableOf(elementMembers),
    '',
    '### Events',
    ...tableOf(membersOf('InstagramDashboardEvents').map((member) => ({ ...member, isOptional: true }))),
    '',
    '## What the props are made of',
    ...['DashboardParts', 'ChartPoint', 'InstagramList', 'InstagramQuery'].flatMap((name) =>
      declared.has(name) ? ['', `### ${name}`, '', declared.get(name)?.text ?? '', ...tableOf(membersOf(name))] : [],
    ),
  ]
}

/** Props that say nothing of themselves. */
export function silentProps(): string[] {
  const sections = [
    ...components().map((name) => functions.get(name)?.props ?? ''),
    ...membersOf('PartProps').map(({ type }) => type),
    'InstagramDashboardAttributes',
    'InstagramDashboardElement',
    'InstagramDashboardEvents',
    'DashboardParts',
    'ChartPoint',
  ]
  return sections.flatMap((name) =>
    membersOf(name).flatMap((member) => (member.text === '' ? [`${name}.${member.name}`] : [])),
  )
}

if (import.meta.main) process.stdout.write(`${partsReference().join('\n')}\n${silentProps().join('\n')}\n`)
