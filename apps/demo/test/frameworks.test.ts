import { svelte } from '@sveltejs/vite-plugin-svelte'
import vue from '@vitejs/plugin-vue'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build, defaultClientConditions } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowAs, hasChromium, type PersonId, useDemo } from './browser.ts'
import { blocksOf } from './document-blocks.ts'

const mountSvelte = `
  import { mount } from 'svelte'
  import Page from './Page.svelte'
  mount(Page, { target: document.querySelector('#app') })`

describe.skipIf(!hasChromium)('the pages that docs/embedding.md shows', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'framework-pages-'))
  const scripts = new Map<string, string>()

  beforeAll(async () => {
    // The first line of a block says which file it is.
    for (const { code } of blocksOf('docs/embedding.md')) {
      const [, name = '', framework = ''] = /^(?:<!--|\/\/) (\w+\.(vue|svelte|ts))\b/.exec(code) ?? []
      if (name === '') continue
      const place = join(folder, framework === 'ts' ? 'vue' : framework)
      await mkdir(place, { recursive: true })
      await writeFile(join(place, name), code)
    }
    await writeFile(join(folder, 'svelte', 'main.ts'), mountSvelte)
    await symlink(join(import.meta.dirname, '..', 'node_modules'), join(folder, 'node_modules'))
    const plugins = { vue: [vue()], svelte: [svelte({ configFile: false })] }
    for (const [framework, own] of Object.entries(plugins)) {
      const result = await build({
        root: folder,
        configFile: false,
        logLevel: 'error',
        plugins: own,
        resolve: { conditions: ['source', ...defaultClientConditions] },
        build: { write: false, rollupOptions: { input: join(folder, framework, 'main.ts') } },
      })
      if (Array.isArray(result) || !('output' in result)) return expect.fail('no bundle was made')
      const [script] = result.output
      scripts.set(framework, script.code)
    }
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  /** The page of a host that uses the framework, at the address of the demo. */
  async function openPage(framework: string, person: PersonId): Promise<Page> {
    const tab = await host.signIn(person)
    const page = `<!doctype html><main id="app"></main><script type="module" src="/${framework}.js"></script>`
    await tab.route(`${host.demo.url}/${framework}`, (route) => route.fulfill({ contentType: 'text/html', body: page }))
    await tab.route(`${host.demo.url}/${framework}.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: scripts.get(framework) ?? '' }),
    )
    await tab.goto(`${host.demo.url}/${framework}`)
    return tab
  }

  test.each([
    { framework: 'vue', person: 'ana' as const, username: 'loja.da.ana' },
    { framework: 'svelte', person: 'bruno' as const, username: 'criador.leo' },
  ])('$framework: connecting brings the numbers, live', async ({ framework, person, username }) => {
    const tab = await openPage(framework, person)
    const [popup] = await Promise.all([
      tab.waitForEvent('popup'),
      tab.getByRole('button', { name: 'Connect Instagram' }).click(),
    ])
    await allowAs(popup, username)

    await tab.getByRole('heading', { name: `@${username}` }).waitFor()
    await tab.getByText(/Reached on a day: \d/).waitFor()
    expect(scripts.get(framework)).not.toContain('react-dom')
  })
})
