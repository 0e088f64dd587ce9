/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'

/** While Instagram confirms what the user has allowed. */
export function Connecting() {
  const { t } = useInstagramContext()
  return (
    <section className="instagram-card instagram-connecting" role="status" data-testid="connecting">
      <span className="instagram-spinner" aria-hidden="true" />
      <h1>{t.returning.title}</h1>
      <p>{t.returning.lead}</p>
      <ol className="instagram-connecting-steps">
        {t.returning.steps.map((step, index) => (
          <li key={step} className={['instagram-is-done', 'instagram-is-current'][index]}>
            {step}
          </li>
        ))}
      </ol>
    </section>
  )
}
