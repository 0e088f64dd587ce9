import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `npm run dev` says both: the page is served here and reloads by itself, everything else comes from the demo behind it.
const port = Number(process.env.PORT ?? 3000)
const behind = `http://localhost:${port + 1}`
const own = (name: string) => fileURLToPath(import.meta.resolve(name))

export default defineConfig(({ command }) => ({
  root: `${import.meta.dirname}/web`,
  plugins: [react()],
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
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
}))
