const sdk = '@instagram-dashboard/client-sdk'

/** A page of React's with the dashboard. @param isClientOnly says to Next that it runs in the browser */
export function reactPage({ url, isClientOnly }: { url: string; isClientOnly: boolean }): string {
  return [
    ...(isClientOnly ? ["'use client'¶", ''] : []),
    `import { createInstagramClient } from '${sdk}'¶`,
    `import { InstagramDashboard, InstagramProvider } from '${sdk}/react'¶`,
    '',
    `const client = createInstagramClient({ url: '${url}' })¶`,
    '',
    'export default function InstagramPage() {',
    '  return (',
    '    <InstagramProvider client={client}>',
    '      <InstagramDashboard />',
    '    </InstagramProvider>',
    '  )¶',
    '}',
    '',
  ].join('\n')
}

/** A page of SvelteKit's with the element. */
export function sveltePage({ url, isTyped }: { url: string; isTyped: boolean }): string {
  return [
    `<script${isTyped ? ' lang="ts"' : ''}>`,
    "  import { onMount } from 'svelte'¶",
    '',
    '  onMount(() => {',
    `    void import('${sdk}/element').then(({ defineInstagramDashboard }) => defineInstagramDashboard())¶`,
    '  })¶',
    '</script>',
    '',
    `<instagram-dashboard url="${url}"></instagram-dashboard>`,
    '',
  ].join('\n')
}

/** How any other page shows it, to be pasted. */
export const elementLines = (url: string) => [
  `import { defineInstagramDashboard } from '${sdk}/element'`,
  'defineInstagramDashboard()',
  `<instagram-dashboard url="${url}"></instagram-dashboard>`,
]
