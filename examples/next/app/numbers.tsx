'use client'

import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, InstagramProvider } from '@instagram-dashboard/client-sdk/react'

const client = createInstagramClient({ url: '/instagram/trpc' })

async function signIn() {
  await fetch('/login?user=ana', { method: 'POST' })
  location.reload()
}

export function Numbers() {
  return (
    <InstagramProvider client={client} onSignIn={() => void signIn()}>
      <InstagramDashboard />
    </InstagramProvider>
  )
}
