import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { execSync } from 'node:child_process'
const dir = '/tmp/w/parts/packages/client-sdk/src/react/styles/'
const order = [...readFileSync(dir + 'index.css', 'utf8').matchAll(/'\.\/([\w]+\.css)'/g)].map((m) => m[1])
const now = order.map((n) => readFileSync(dir + n, 'utf8')).join('\n')
const before = order.map((n) => execSync(`git show main:packages/client-sdk/src/react/styles/${n}`, { cwd: '/tmp/w/parts' }).toString()).join('\n')
const variants = { before, now }

variants.noAll = now.replaceAll('all: revert;','')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
await page.setContent(readFileSync('/tmp/w/dump.html', 'utf8'))
await page.evaluate(() => { for (const e of document.querySelectorAll('.instagram-inside, .instagram-inside *')) e.setAttribute('data-instagram', '') })
if (process.env.OUT) await page.evaluate((n) => { for (let i = 0; i < n; i++) { const d = document.createElement('div'); d.innerHTML = '<p><span>a</span></p>'; document.body.append(d) } }, 1500)

const cdp = await page.context().newCDPSession(page)
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
const dur = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'RecalcStyleDuration').value * 1000
for (const [name, css] of Object.entries(variants)) {
  await page.evaluate((text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); globalThis.sheet = sheet; document.adoptedStyleSheets = [sheet]; document.body.offsetHeight }, css)
  const out = []
  for (let i = 0; i < 8; i++) {
    const t = await dur()
    await page.evaluate((i) => { const s = new CSSStyleSheet(); s.replaceSync(`* { --x${i}: 1; outline-offset: ${i}px }`); document.adoptedStyleSheets = [globalThis.sheet, s]; document.body.offsetHeight }, i)
    out.push((await dur()) - t)
  }
  out.sort((a, b) => a - b)
  console.log(name.padEnd(14), out[0].toFixed(1), out[4].toFixed(1))
}
await browser.close()
