import { defineConfig, type UserConfig } from 'tsdown'
import { thirdPartyNotices } from '../../scripts/third-party-notices.ts'
import { languageHelpers } from './scripts/language-helpers.ts'
import { isRawStyle, rawStyle } from './scripts/raw-styles.ts'

// What gets into the files has its notice in dist/THIRD_PARTY_NOTICES.md; anything that is not listed here fails the
// build.
const notices = thirdPartyNotices('dist/THIRD_PARTY_NOTICES.md')
const inCore = ['@trpc/client', '@trpc/server', 'standardwebhooks', '@stablelib/base64', 'fast-sha256']
const inReact = [
  '@trpc/client',
  '@trpc/server',
  '@tanstack/react-query',
  '@tanstack/query-core',
  'd3-array',
  'd3-color',
  'd3-format',
  'd3-interpolate',
  'd3-path',
  'd3-scale',
  'd3-shape',
  'd3-time',
  'd3-time-format',
  'internmap',
]
const inFrameworks = ['@trpc/client', '@trpc/server', '@tanstack/query-core']
const hostsReact = ['react', 'react/jsx-runtime', 'react-dom']

/** `onlyImport` fails the build when anything else, above all of the server, gets into a file or into its types. */
function bundle(entry: Record<string, string>, bundled: string[], imports: string[]): UserConfig {
  return {
    entry,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // Some libraries are CommonJS, which a neutral platform would not look for.
    inputOptions: {
      resolve: { mainFields: ['module', 'main'] },
      // The libraries' own "use client" is lost in a bundle on purpose: the bundle that needs it has one.
      onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    hash: false,
    dts: true,
    deps: {
      neverBundle: true,
      alwaysBundle: [/^@instagram-dashboard\//, ...bundled.map((name) => new RegExp(`^${name}(/|$)`))],
      onlyBundle: bundled,
      onlyImport: imports,
    },
    plugins: [
      notices,
      languageHelpers,
      { name: 'raw-styles', load: (id: string) => (isRawStyle(id) ? rawStyle(id) : undefined) },
    ],
    // Imports that only stood for side effects would stay in the declarations.
    treeshake: { moduleSideEffects: false },
  }
}

/** What a bundle says of `hints/development.ts`; without it the page's address tells. */
const development = (isOne: boolean) => ({
  name: 'development',
  load: (id: string) => (/hints[\\/]development\.ts$/.test(id) ? `export const isDevelopment = ${isOne}` : undefined),
})

/** The same parts with hints for developers, which bundlers ask for while a host is developed. */
function withHints({ plugins, outDir = 'dist', ...config }: UserConfig): UserConfig {
  return {
    ...config,
    dts: false,
    plugins: [development(true), plugins],
    outDir: outDir.replace('dist', 'dist/development'),
  }
}

function withoutHints({ plugins, ...config }: UserConfig): UserConfig {
  return { ...config, plugins: [development(false), plugins] }
}

/** The client is the one of the core's file, which most hosts import anyway: they ship it once. */
const core = {
  name: 'core-of-its-own',
  resolveId: (source: string, importer = '') =>
    source.endsWith('/client.ts') && !importer.endsWith('.d.ts')
      ? { id: '../index.js', external: true as const }
      : undefined,
}

/** The part for a framework that brings nothing of TanStack's for it but the core. */
function framework(name: string, imports: string[]): UserConfig {
  const bundled = bundle({ index: `src/${name}/index.ts` }, inFrameworks, [...imports, '../index.js'])
  return { ...bundled, plugins: [core, bundled.plugins], outDir: `dist/${name}` }
}

const vue = framework('vue', ['vue'])
const svelte = framework('svelte', ['svelte', 'svelte/store'])
const reactParts = bundle(
  {
    index: 'src/react/index.ts',
    components: 'src/react/components.ts',
    'query-keys': 'src/queries/query-keys.ts',
  },
  inReact,
  hostsReact,
)
// Frameworks that render on the server leave these components to the browser.
const inClients = { banner: { js: '"use client";' } }

/**
 * A part over the TanStack Query that a host has already, which brings none of its own. Its types are those of the part.
 * @param library TanStack's for the framework, which gives its core as well
 */
function overHosts(name: string, library: string, { plugins, deps, ...config }: UserConfig): UserConfig {
  const resolveId = (source: string) => {
    if (/^@tanstack\/(query-core|react-query)$/.test(source)) return { id: library, external: true as const }
    return name !== 'react' && source.endsWith('/client.ts')
      ? { id: '../../index.js', external: true as const }
      : undefined
  }
  const onlyImport = name === 'react' ? [...hostsReact, library] : [name, `${name}/store`, library, '../../index.js']
  const own = { ...config, dts: false, plugins: [{ name: 'of-the-host', resolveId }, plugins] }
  return withoutHints({ ...own, deps: { ...deps, onlyImport }, outDir: `dist/tanstack-query/${name}` })
}

const preactFor: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/** The element brings its own library along: Preact, which runs the same parts at a fifth of the size of React. */
function onPreact({ plugins, ...config }: UserConfig): UserConfig {
  const resolveId = {
    order: 'pre' as const,
    handler(
      this: { resolve: (source: string, importer?: string) => Promise<{ id: string } | null> },
      source: string,
      importer = '',
    ) {
      const ours = importer.endsWith('.d.ts') ? undefined : preactFor[source]
      return ours === undefined ? undefined : this.resolve(ours, importer)
    },
  }
  return { ...config, plugins: [{ name: 'preact', resolveId }, plugins], outDir: 'dist/element' }
}

export default defineConfig([
  withoutHints(
    bundle({ index: 'src/index.ts', admin: 'src/admin-client.ts', webhooks: 'src/webhooks.ts' }, inCore, []),
  ),
  withHints(bundle({ index: 'src/index.ts' }, inCore, [])),
  withoutHints({ ...reactParts, ...inClients, outDir: 'dist/react' }),
  { ...overHosts('react', '@tanstack/react-query', reactParts), ...inClients },
  overHosts('vue', '@tanstack/vue-query', vue),
  overHosts('svelte', '@tanstack/svelte-query', svelte),
  withoutHints({
    // Hermes has no async generators, and React Native's own compiler takes what is left of them for broken.
    ...bundle({ core: 'src/react-native/core.ts', index: 'src/react-native/index.ts' }, inCore, []),
    target: 'es2017',
    outDir: 'dist/react-native',
  }),
  ...[vue, svelte].flatMap((part) => [withoutHints(part), withHints(part)]),
  onPreact(bundle({ index: 'src/element.tsx' }, [...inReact, 'preact', 'react'], [])),
])
