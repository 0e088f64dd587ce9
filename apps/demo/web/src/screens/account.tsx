import { InstagramAccountSettings } from '@instagram-dashboard/client-sdk/react'
import { useState } from 'react'
import { useApp } from '../data/app-context.ts'

export function AccountScreen() {
  const { t } = useApp()
  const [isErased, setIsErased] = useState(false)
  return (
    <>
      <p role="status">{isErased ? t.erased : ''}</p>
      <InstagramAccountSettings onErased={() => setIsErased(true)} />
    </>
  )
}
