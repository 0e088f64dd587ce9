export { InstagramAdmin as Admin } from '@instagram-dashboard/client-sdk/react'
