/** What a host can set, as `--instagram-<name>` on any element around: its light and its dark value here. */
const defaults: Record<string, readonly [light: string, dark: string]> = {
  font: [
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif",
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif",
  ],
  bg: ['#f7f5fa', '#121018'],
  surface: ['#ffffff', '#1b1824'],
  'surface-2': ['#f2eff7', '#262131'],
  ink: ['#1e1829', '#f3f0f8'],
  'ink-2': ['#5c5569', '#b9b1c7'],
  line: ['#e5e0ec', '#342e41'],
  field: ['#857c96', '#8b819c'],
  accent: ['#6635c9', '#b499ff'],
  'accent-hover': ['#5527b3', '#c6b2ff'],
  'on-accent': ['#ffffff', '#1b0f36'],
  'accent-soft': ['#efe8fd', '#2f2449'],
  good: ['#0d6e46', '#6fdcab'],
  'good-soft': ['#e2f5eb', '#13322a'],
  bad: ['#b01e43', '#ff94ab'],
  'bad-soft': ['#fdebef', '#42192a'],
  warn: ['#835200', '#f6c56c'],
  'warn-soft': ['#fdf2dd', '#382a14'],
  'chart-reach': ['#6635c9', '#b499ff'],
  'chart-impressions': ['#c02d74', '#ff86b6'],
  'chart-engagement': ['#b4530a', '#ffab66'],
  'chart-profileViews': ['#2456a8', '#8fb8ff'],
  'chart-followersCount': ['#0f766e', '#5dd6c7'],
  'chart-engagementRate': ['#b4530a', '#ffab66'],
  shadow: [
    '0 1px 2px rgb(35 20 60 / 5%), 0 8px 24px -12px rgb(35 20 60 / 12%)',
    '0 1px 2px rgb(0 0 0 / 30%), 0 10px 28px -14px rgb(0 0 0 / 60%)',
  ],
  aurora: [
    'linear-gradient(100deg, #6d3bd1, #c2337a 55%, #f08a4b)',
    'linear-gradient(100deg, #6d3bd1, #c2337a 55%, #f08a4b)',
  ],
  radius: ['18px', '18px'],
  gap: ['16px', '16px'],
  inset: ['clamp(4px, 1.2vw, 16px)', 'clamp(4px, 1.2vw, 16px)'],
}

function declare(shade: 0 | 1): string {
  return Object.entries(defaults)
    .map(([name, values]) => `--instagram-use-${name}: var(--instagram-${name}, ${values[shade]});`)
    .join('')
}

/** The colours and measures, light and dark. Everything else takes them from here, so a host's own always win. */
export const tokens = `
:where(.instagram-root) {color-scheme: light;${declare(0)}}
@media (prefers-color-scheme: dark) {
  :where(.instagram-root:not([data-theme='light'])) {color-scheme: dark;${declare(1)}}
}
:where(.instagram-root[data-theme='dark']) {color-scheme: dark;${declare(1)}}
:where(.instagram-root) {
  color: var(--instagram-use-ink);
  font: 400 1rem/1.5 var(--instagram-use-font);
  text-align: start;
}
.instagram-contained {
  container: instagram / inline-size;
  padding: var(--instagram-use-inset);
  border-radius: var(--instagram-use-radius);
  background: var(--instagram-use-bg);
}
`
