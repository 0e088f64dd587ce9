/** The page stands for a moment between Instagram and the host's own, in nobody's colours: those of the dashboard. */
export const returnPageStyle = [
  ':root{color-scheme:light dark;--bg:#f7f5fa;--surface:#fff;--ink:#1e1829;--ink-2:#5c5569;--line:#e5e0ec;--accent:#6635c9;--on-accent:#fff}',
  '@media(prefers-color-scheme:dark){:root{--bg:#121018;--surface:#1b1824;--ink:#f3f0f8;--ink-2:#b9b1c7;--line:#342e41;--accent:#b499ff;--on-accent:#1b0f36}}',
  '*{box-sizing:border-box}[hidden]{display:none!important}',
  'body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--bg);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}',
  'main{width:100%;max-width:30rem;padding:2rem 1.5rem;border:1px solid var(--line);border-radius:18px;background:var(--surface);text-align:center}',
  'h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.25;text-wrap:balance}h1:focus{outline:0}',
  'p{margin:.75rem 0;color:var(--ink-2)}code{font-size:.9375rem;color:var(--ink)}',
  '.actions{display:flex;flex-wrap:wrap;justify-content:center;gap:.75rem;margin-top:1.5rem}',
  'a,button{display:inline-block;min-height:48px;padding:.6875rem 1.25rem;border:1px solid var(--line);border-radius:12px;background:transparent;color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}',
  '.first{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}',
  ':focus-visible{outline:3px solid var(--accent);outline-offset:2px}',
  '.spinner{display:block;width:2.5rem;height:2.5rem;margin:0 auto 1rem;border:4px solid var(--line);border-top-color:var(--accent);border-radius:50%;animation:turn .9s linear infinite}',
  '@keyframes turn{to{rotate:1turn}}@media(prefers-reduced-motion:reduce){.spinner{animation-duration:4s}}',
].join('')
