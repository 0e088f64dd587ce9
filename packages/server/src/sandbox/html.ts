import { createHash } from 'node:crypto'

/** Text that is safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  const replacements: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => replacements[character] ?? character)
}

const style = `
:root{color-scheme:light dark;--paper:#f4f2f7;--card:#fff;--ink:#1d1a24;--soft:#5d566b;--line:#d9d4e2;--accent:#5b2be0;--on-accent:#fff;--warn:#fff3d6;--warn-ink:#5a3d00}
@media (prefers-color-scheme:dark){:root{--paper:#131118;--card:#1e1b25;--ink:#f1eef7;--soft:#b3abc2;--line:#3a3546;--accent:#b59cff;--on-accent:#1a1030;--warn:#3a2c08;--warn-ink:#ffdf94}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.banner{background:var(--warn);color:var(--warn-ink);padding:12px 16px;text-align:center;font-size:15px}
main{max-width:680px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:26px;line-height:1.25;margin:8px 0}
p{margin:8px 0}
.soft{color:var(--soft)}
ul{list-style:none;margin:16px 0;padding:0;display:grid;gap:10px}
.card{display:flex;gap:14px;align-items:flex-start;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:14px;color:inherit;text-decoration:none}
a.card:hover{border-color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.card img{width:44px;height:44px;border-radius:50%;flex:none}
.card strong{display:block;overflow-wrap:anywhere}
.card span{display:block}
.card .soft{font-size:15px}
label.card{cursor:pointer}
label.card input{width:22px;height:22px;margin:2px 0 0;flex:none;accent-color:var(--accent)}
fieldset{border:0;margin:16px 0;padding:0;display:grid;gap:10px}
legend{padding:0;margin-bottom:10px;font-weight:600}
.actions{display:grid;gap:10px;margin-top:20px}
button{font:inherit;font-weight:600;min-height:48px;border-radius:12px;border:1px solid var(--line);background:transparent;color:var(--ink);padding:10px 20px;cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
code{overflow-wrap:anywhere}
a{color:var(--accent)}
@media (min-width:720px){main{padding-top:48px}.actions{grid-template-columns:1fr 1fr}.actions .main{order:2}ul.people{grid-template-columns:1fr 1fr}main.wide{max-width:960px}}
`

/** No script, nothing from elsewhere. `form-action` is left out because it would also judge the redirect to the app. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A whole page; `body` is HTML already. */
export function page(title: string, body: string, isWide = false): string {
  return `<!DOCTYPE html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Sandbox de desenvolvimento</title>
<style>${style}</style>
</head>
<body>
<header class="banner"><strong>Sandbox de desenvolvimento.</strong> Isto não é o Instagram: as pessoas e os números são inventados.</header>
<main${isWide ? ' class="wide"' : ''}>
${body}
</main>
</body>
</html>
`
}
