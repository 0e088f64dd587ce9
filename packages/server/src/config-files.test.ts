import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readOwnConfiguration, readConfigurationFor, secretVariables } from './config.ts'
import { configurationProblem } from './messages/configuration.ts'

const valid: Record<string, string> = {
  INSTAGRAM_APP_ID: '1',
  INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
  INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=',
  AUTH_JWT_SECRET: 'jXnZr4u7x!A%D*G-KaPdSgVkYp3s6v9y',
  HOST_WEBHOOK_URL: 'https://app.example/hook',
  HOST_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  META_APP_SECRET: '0a4d55a8d778e5022fab701977c5d840',
  METRICS_TOKEN: 'Zq4t7w!z%C*F-JaNdRgUkXp2s5v8y/B?',
  DATABASE_URL: 'postgres://app@db.example/app',
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'secret')
  writeFileSync(path, text)
  return path
}

const faultsOf = (environment: Record<string, string>) => {
  try {
    readOwnConfiguration(environment)
  } catch (error) {
    return (error as { faults: unknown }).faults
  }
  return []
}

test.each(secretVariables)('%s may stand in a file, with the line end that editors leave', (variable) => {
  const name = variable in valid ? variable : variable.replace('INSTAGRAM_', '')
  const { [name]: text = '', ...rest } = valid
  expect(readOwnConfiguration({ ...rest, [`${variable}_FILE`]: fileWith(`${text}\n`) })).toEqual(
    readOwnConfiguration(valid),
  )
})

test('a file that can not be used is named by its variable, beside every other fault', () => {
  const { METRICS_TOKEN: _metrics, INSTAGRAM_TOKEN_ENCRYPTION_KEY: _key, ...rest } = valid
  const faults = faultsOf({
    ...rest,
    INSTAGRAM_TOKEN_ENCRYPTION_KEY_FILE: '/nowhere/key',
    INSTAGRAM_APP_SECRET_FILE: fileWith('canary'),
    METRICS_TOKEN_FILE: fileWith('\n'),
    PORT: 'x',
  })
  expect(faults).toEqual([
    {
      variable: 'INSTAGRAM_APP_SECRET_FILE',
      problem: 'and INSTAGRAM_APP_SECRET are both set: take one of them away',
    },
    { variable: 'INSTAGRAM_TOKEN_ENCRYPTION_KEY_FILE', problem: 'can not be read (ENOENT)' },
    { variable: 'METRICS_TOKEN_FILE', problem: 'names an empty file' },
    { variable: 'PORT', problem: 'must be a number' },
  ])
  for (const { problem } of faults as { problem: string }[]) {
    expect(configurationProblem(problem, 'pt-BR')).not.toBe(problem)
  }
})

test('a text of a file that is wrong is a fault of the variable that it stands for, without the text', () => {
  const { AUTH_JWT_SECRET: _signs, ...rest } = valid
  expect(faultsOf({ ...rest, AUTH_JWT_SECRET_FILE: fileWith('canary') })).toEqual([
    { variable: 'AUTH_JWT_SECRET', problem: 'must have at least 32 bytes' },
  ])
})

test('a command that needs the database alone reads its file, and no other', () => {
  const environment = { DATABASE_URL_FILE: fileWith('file:./here.db'), METRICS_TOKEN_FILE: '/nowhere' }
  expect(readConfigurationFor(environment, ['databaseUrl']).databaseUrl).toBe('file:./here.db')
})

test('an IPv6 address may have the brackets that it has in a URL', () => {
  expect(readOwnConfiguration({ ...valid, HOST: '[::1]' }).host).toBe('::1')
  expect(readOwnConfiguration({ ...valid, HOST: '::' }).host).toBe('::')
})
