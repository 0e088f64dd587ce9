import { createInstagramClient, isInstagramError } from '@instagram-dashboard/client-sdk'

// A host's page without a framework. What has happened stands in its title's place.
const asked = new URLSearchParams(location.search)
const user = asked.get('token')
const instagram = createInstagramClient({
  url: asked.get('url') ?? '/instagram/trpc',
  ...(user !== null && { token: () => `token-of-${user}` }),
})
const root = document.querySelector('#root') ?? document.body
const outcome = document.createElement('p')
outcome.id = 'outcome'
root.append(outcome)

function say(attempt: Promise<{ account: { username: string | null } } | null>): void {
  attempt.then(
    (result) => {
      if (result !== null) outcome.textContent = `@${result.account.username}`
    },
    (error: unknown) => {
      outcome.textContent = isInstagramError(error) ? error.code : String(error)
    },
  )
}
const ways = {
  window: () => say(instagram.connect.popup()),
  tab: () => void instagram.connect.redirect().catch((error: unknown) => say(Promise.reject(error as Error))),
}
for (const [name, connect] of Object.entries(ways)) {
  const button = document.createElement('button')
  button.id = name
  button.textContent = name
  button.addEventListener('click', connect)
  root.append(button)
}
// What the server's page has left to this one.
say(instagram.connect.handleReturn())
