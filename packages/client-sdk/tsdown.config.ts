import { defineConfig } from 'tsdown'

// What gets into the file has its notice in THIRD_PARTY_NOTICES.md; anything else fails the build.
const bundled = ['@trpc/client', '@trpc/server', 'standardwebhooks', '@stablelib/base64', 'fast-sha256']

// One file without dependencies. `onlyImport: []` fails the build when a dependency of the server gets into it or into
// its types.
export default defineConfig({
  entry: ['src/index.ts', 'src/webhooks.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // The webhook library is CommonJS, which a neutral platform would not look for.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  minify: true,
  hash: false,
  dts: true,
  deps: {
    neverBundle: true,
    alwaysBundle: [/^@instagram-dashboard\//, /^@trpc\//, ...bundled],
    onlyBundle: bundled,
    onlyImport: [],
  },
  // Imports that only stood for side effects would stay in the declarations.
  treeshake: { moduleSideEffects: false },
})
