import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // Meta's callbacks are forms of another site, which SvelteKit refuses: `src/hooks.server.ts` looks closer.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
})
