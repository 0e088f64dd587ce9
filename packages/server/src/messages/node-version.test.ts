import { expect, test } from 'vitest'
import { nodeFault } from './node-version.ts'

test.each(['22.14.0', '22.23.5', '23.0.0', '24.21.0', '26.1.0'])('Node %s will do', (version) => {
  expect(nodeFault('en', version)).toBeUndefined()
})

test.each(['18.20.8', '20.20.2', '22.13.1'])('Node %s is refused in one sentence', (version) => {
  expect(nodeFault('en', version)).toBe(`Instagram Dashboard needs Node 22.14 or newer, and this is ${version}.`)
  expect(nodeFault('pt-BR', version)).toContain('precisa do Node 22.14 ou mais novo')
})
