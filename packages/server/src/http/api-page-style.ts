/** Of the page of the API: one column on a telephone, the groups beside the text on a desk, light and dark. */
export const apiPageStyle = `
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#fff;--block:#f3f5f7;--link:#0a5cc2}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa7b4;--line:#30373f;--page:#0f1318;--block:#181e25;--link:#79b8ff}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:1.6rem;line-height:1.25}
h1 small{color:var(--soft);font-size:.9rem;font-weight:400}
h2{margin:2.5rem 0 0;font-size:1.25rem;text-transform:capitalize}
h3{margin:0;font-size:1rem;font-weight:600}
h4{margin:1.25rem 0 .4rem;font-size:.9rem}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font:.875rem/1.5 ui-monospace,monospace}
pre{margin:0;padding:.75rem;border-radius:.4rem;background:var(--block);white-space:pre-wrap}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0 0;padding:0;list-style:none}
nav a{display:inline-block;padding:.3rem 0;text-transform:capitalize}
details{margin:.75rem 0;padding:0 1rem;border:1px solid var(--line);border-radius:.5rem}
details[open]{padding-bottom:1rem}
summary{padding:.75rem 0;cursor:pointer}
summary h3{display:inline}
summary>span{display:block;color:var(--soft)}
.method{display:inline-block;min-width:4.2rem;padding:.1rem .4rem;border-radius:.3rem;background:#0b5cad;color:#fff;font-size:.78rem;text-align:center}
.post{background:#1a7036}
.delete{background:#b42318}
.type{color:var(--soft);font-size:.875rem}
.note{color:var(--soft);font-size:.875rem;font-style:italic}
main ul{margin:.25rem 0;padding-left:1rem;list-style:none;border-left:2px solid var(--line)}
main li{margin:.3rem 0}
main li>p{margin:.1rem 0;color:var(--soft);font-size:.9rem}
dl{display:grid;grid-template-columns:3rem minmax(0,1fr);gap:.4rem .75rem;margin:0}
dt{font-weight:600}
dd{margin:0}
@media (min-width:60rem){
body{display:grid;grid-template-columns:11rem minmax(0,1fr);column-gap:2.5rem}
header{grid-column:1/-1}
nav{position:sticky;top:1rem;align-self:start;margin-top:1.5rem}
nav ul{flex-direction:column}
}
`
