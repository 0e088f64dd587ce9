import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ptBr } from '../src/messages/pt-br/catalogue.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const chapters = read('docs/faq.pt-BR.md').split(/^## /m).slice(1)
const answers = chapters.flatMap((chapter) =>
  chapter
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [question = '', ...lines] = part.split('\n')
      return { question, answer: lines.join(' ').trim() }
    }),
)
const texts = 'packages/client-sdk/src/react/texts'
/** Everything that the screens and the server say in Portuguese. */
const said = [
  ...readdirSync(join(root, texts)).flatMap((name) => (name.endsWith('pt-br.ts') ? [read(`${texts}/${name}`)] : [])),
  ...Object.values(ptBr),
].join('\n')

test('has the chapters that people look for', () => {
  expect(chapters.map((chapter) => chapter.split('\n')[0])).toEqual([
    'Conectar',
    'Conta profissional',
    'Problemas',
    'Números',
    'Privacidade',
    'Desconectar',
  ])
  expect(answers.length).toBeGreaterThan(40)
})

test.each(answers)('answers in fewer than sixty words: $question', ({ question, answer }) => {
  expect(question).toMatch(/[?]$/)
  expect(answer.split(/\s+/).length).toBeLessThan(60)
  expect(answer).toMatch(/\.$/)
  // Words of ours, which people do not know.
  expect(answer).not.toMatch(/\b(token|API|OAuth|sync|login|endpoint|webhook)\b/i)
})

test.each(answers.filter(({ answer }) => answer.includes('*')))(
  'names what is on the screen: $question',
  ({ answer }) => {
    const names = [...answer.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !said.includes(name))).toEqual([])
  },
)

test('asks about messages in their own words', () => {
  const quoted = answers.flatMap(({ question }) =>
    [...question.matchAll(/“([^”]+)\.”/g)].map(([, sentence = '']) => sentence),
  )
  expect(quoted.length).toBeGreaterThan(4)
  expect(quoted.filter((sentence) => !said.includes(sentence))).toEqual([])
})
