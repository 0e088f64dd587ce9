import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// `npm run dev` says both: the page is served here and reloads by itself, everything else comes from the demo behind it.
const port = Number(process.env.PORT ?? 3000)
const behind = `http://localhost:${port + 1}`
const own = (name: string) => fileURLToPath(import.meta.resolve(name))

/** Loaded when the panel is shown, which is what most visits are about. */
const firstScreen = [/summary\/summary-section\.tsx$/, /charts\/day-chart\.tsx$/]

/** What the first screen needs is asked for with the page, and not only when the script that needs it has run. */
const preloadFirstScreen: Plugin = {
  name: 'preload-first-screen',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, filename }) {
      if (bundle === undefined || !filename.endsWith('index.html')) return []
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const needed = chunks.filter(({ moduleIds }) => moduleIds.some((id) => firstScreen.some((name) => name.test(id))))
      const files = new Set(needed.flatMap(({ fileName, imports }) => [fileName, ...imports]))
      return Array.from(files, (file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
        injectTo: 'head' as const,
      }))
    },
  },
}

/** The page links the style sheet, which the parts bring along for hosts that do not. */
const withoutOwnStyles: Plugin = {
  name: 'without-own-styles',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source, importer = '') =>
    source.endsWith('/stylesheet.ts') && importer.endsWith('/react/provider.tsx') ? '\0linked-styles' : undefined,
  load: (id) => (id === '\0linked-styles' ? 'export const adoptStyles = () => undefined' : undefined),
}

export default defineConfig(({ command }) => ({
  root: `${import.meta.dirname}/web`,
  plugins: [react(), preloadFirstScreen, withoutOwnStyles],
  resolve: {
    // The SDK is taken from its source: the build of the demo does not wait for the SDK's own.
    conditions: ['source', 'module', 'browser', 'import'],
    // Preact has React's face and a tenth of its weight: on a slow phone the numbers are there a second sooner. While
    // developing it is React, whose warnings say more.
    alias:
      command === 'serve'
        ? []
        : [
            { find: /^react-dom\/client$/, replacement: own('preact/compat/client') },
            { find: /^react-dom$/, replacement: own('preact/compat') },
            { find: /^react\/jsx(-dev)?-runtime$/, replacement: own('preact/jsx-runtime') },
            { find: /^react$/, replacement: own('preact/compat') },
          ],
  },
  server: {
    port,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/instagram', '/session', '/login', '/logout', '/sandbox'].map((path) => [path, behind]),
    ),
  },
  build: {
    outDir: `${import.meta.dirname}/dist-web`,
    emptyOutDir: true,
    // The Content-Security-Policy allows no inline script and no data: font or style.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      input: {
        index: `${import.meta.dirname}/web/index.html`,
        element: `${import.meta.dirname}/web/element.html`,
        'service-worker': `${import.meta.dirname}/web/src/offline/service-worker.ts`,
      },
      output: {
        // A service worker is found by its address, and serves what is below it.
        // Few files: a browser asks for six at a time.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /preact|@tanstack|@trpc|client-sdk\/src\/(?!react\/|element)|client-sdk\/src\/react\/(data|hooks|parts|texts|jsx|provider)/,
            },
          ],
        },
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
}))
