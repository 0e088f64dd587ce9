import { useApp } from '../data/app-context.ts'

export function Footer() {
  const { t } = useApp()
  return (
    <footer className="footer">
      <p>{t.footer.sandbox}</p>
    </footer>
  )
}
