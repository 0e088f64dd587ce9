import { useState } from 'react'
import { useApp } from '../data/app-context.ts'
import { userIds, signIn, type UserId } from '../data/session.ts'

const names: Record<UserId, string> = { ana: 'Ana', bruno: 'Bruno', carla: 'Carla' }

export function SignIn() {
  const { t, setUser } = useApp()
  const [busy, setBusy] = useState<UserId | null>(null)
  const [failed, setFailed] = useState(false)

  async function choose(id: UserId) {
    setBusy(id)
    setFailed(false)
    try {
      setUser(await signIn(id))
    } catch {
      setFailed(true)
      setBusy(null)
    }
  }

  return (
    <main id="content" className="hero" tabIndex={-1}>
      <div className="hero-text">
        <h1>{t.signIn.title}</h1>
        <p className="lead">{t.signIn.lead}</p>
        <Wave />
      </div>
      <section className="card sign-in" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{t.signIn.choose}</h2>
        <ul className="users">
          {userIds.map((id) => (
            <li key={id}>
              <button
                type="button"
                className="user"
                disabled={busy !== null}
                data-testid={`login-${id}`}
                onClick={() => void choose(id)}
              >
                <span className={`avatar avatar-${id}`} aria-hidden="true">
                  {names[id].slice(0, 1)}
                </span>
                <span>
                  <strong>{names[id]}</strong>
                  <small>{t.signIn.roles[id]}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className="hint" role={failed ? 'alert' : undefined}>
          {failed ? t.signIn.failed : t.signIn.hint}
        </p>
      </section>
    </main>
  )
}

/** Decoration: a good month. */
function Wave() {
  return (
    <svg className="hero-wave" viewBox="0 0 460 110" fill="none" aria-hidden="true">
      <defs>
        <linearGradient id="wave" x1="0" y1="0" x2="1" y2="0">
          <stop stopColor="#6d3bd1" />
          <stop offset=".55" stopColor="#c2337a" />
          <stop offset="1" stopColor="#f08a4b" />
        </linearGradient>
      </defs>
      <path
        d="M4 92c36-6 44-46 84-40s40 34 76 26 38-56 78-50 38 30 72 18 40-40 72-32 30 2 64-8"
        stroke="url(#wave)"
        strokeWidth="5"
        strokeLinecap="round"
      />
      <circle cx="450" cy="6" r="6" fill="#f08a4b" />
    </svg>
  )
}
