/** What stands on the card, in the user's language. */
export interface CardFigures {
  name: string
  handle: string
  /** In two lines. */
  headline: readonly string[]
  period: string
  /** Up to four, the most telling first. */
  numbers: { value: string; label: string }[]
  /** One for each day, oldest first; `null` is a gap. */
  curve: (number | null)[]
  curveLabel: string
  best: string
  /** The card in a sentence, for screen readers. */
  description: string
}

const width = 1080
const height = 1920
const margin = 96
const white = '#ffffff'
const faint = 'rgb(255 255 255 / 72%)'

interface Look {
  font: string
  /** The host's colour. */
  accent: string
}

/**
 * Draws the card in the font and the accent of the place where the canvas stands.
 * @throws Error when this browser can not draw
 */
export function drawCard(canvas: HTMLCanvasElement, figures: CardFigures): void {
  const paper = canvas.getContext('2d')
  if (paper === null) throw new Error('This browser can not draw')
  const style = getComputedStyle(canvas)
  const look = { font: style.fontFamily, accent: style.getPropertyValue('--instagram-use-accent') || '#6635c9' }
  drawGround(paper, look)
  drawWho(paper, look, figures)
  drawHeadline(paper, look, figures)
  drawNumbers(paper, look, figures)
  drawCurve(paper, look, figures)
}

/** @throws Error when this browser can not make pictures */
export async function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (content === null) throw new Error('This browser can not make pictures')
  return content
}

function drawGround(paper: CanvasRenderingContext2D, { accent }: Look): void {
  const ground = paper.createLinearGradient(0, 0, width, height)
  ground.addColorStop(0, '#2a1458')
  ground.addColorStop(0.5, '#6d2f9c')
  ground.addColorStop(1, '#c2406a')
  paper.fillStyle = ground
  paper.fillRect(0, 0, width, height)
  for (const { x, y, radius, color } of [
    { x: 140, y: 260, radius: 620, color: accent },
    { x: 1000, y: 1700, radius: 700, color: '#f08a4b' },
  ]) {
    const glow = paper.createRadialGradient(x, y, 0, x, y, radius)
    glow.addColorStop(0, color)
    glow.addColorStop(1, 'rgb(0 0 0 / 0%)')
    paper.globalAlpha = 0.55
    paper.fillStyle = glow
    paper.fillRect(0, 0, width, height)
  }
  paper.globalAlpha = 1
}

function drawWho(paper: CanvasRenderingContext2D, look: Look, { name, handle }: CardFigures): void {
  paper.fillStyle = 'rgb(255 255 255 / 18%)'
  paper.beginPath()
  paper.arc(margin + 56, 250, 56, 0, 2 * Math.PI)
  paper.fill()
  write(paper, look, { text: initialsOf(name), x: margin + 56, y: 266, size: 44, weight: 700, align: 'center' })
  write(paper, look, { text: name, x: margin + 144, y: 240, size: 44, weight: 700, most: width - 2 * margin - 144 })
  write(paper, look, { text: handle, x: margin + 144, y: 292, size: 34, color: faint, most: width - 2 * margin - 144 })
}

function drawHeadline(paper: CanvasRenderingContext2D, look: Look, { headline, period }: CardFigures): void {
  for (const [index, text] of headline.entries())
    write(paper, look, { text, x: margin, y: 478 + index * 112, size: 104, weight: 800, most: width - 2 * margin })
  write(paper, look, { text: period, x: margin, y: 660, size: 38, color: faint })
}

function drawNumbers(paper: CanvasRenderingContext2D, look: Look, { numbers }: CardFigures): void {
  const gap = 32
  const box = { width: (width - 2 * margin - gap) / 2, height: 236 }
  for (const [index, { value, label }] of numbers.entries()) {
    const x = margin + (index % 2) * (box.width + gap)
    const y = 740 + Math.floor(index / 2) * (box.height + gap)
    paper.fillStyle = 'rgb(255 255 255 / 14%)'
    paper.beginPath()
    paper.roundRect(x, y, box.width, box.height, 40)
    paper.fill()
    const most = box.width - 80
    write(paper, look, { text: value, x: x + 40, y: y + 128, size: 84, weight: 800, most })
    write(paper, look, { text: label, x: x + 40, y: y + 186, size: 36, color: faint, most })
  }
}

function drawCurve(paper: CanvasRenderingContext2D, look: Look, { curve, curveLabel, best }: CardFigures): void {
  const [left, right, top, bottom] = [margin, width - margin, 1400, 1640]
  const most = Math.max(1, ...curve.map((value) => value ?? 0))
  const x = (index: number) => left + ((right - left) * index) / Math.max(1, curve.length - 1)
  const y = (value: number) => bottom - ((bottom - top) * value) / most
  write(paper, look, { text: curveLabel, x: left, y: 1352, size: 36, color: faint })
  paper.strokeStyle = 'rgb(255 255 255 / 24%)'
  paper.lineWidth = 3
  paper.beginPath()
  paper.moveTo(left, bottom)
  paper.lineTo(right, bottom)
  paper.stroke()

  paper.strokeStyle = white
  paper.lineWidth = 9
  paper.lineJoin = 'round'
  paper.lineCap = 'round'
  paper.beginPath()
  for (const [index, value] of curve.entries()) {
    // A day without a number is a gap, and no 0.
    if (value === null) continue
    if (curve[index - 1] == null) paper.moveTo(x(index), y(value))
    else paper.lineTo(x(index), y(value))
  }
  paper.stroke()
  const peak = curve.indexOf(most)
  if (peak >= 0) {
    paper.fillStyle = white
    paper.beginPath()
    paper.arc(x(peak), y(most), 16, 0, 2 * Math.PI)
    paper.fill()
  }
  write(paper, look, { text: best, x: left, y: 1736, size: 40, weight: 600, most: right - left })
}

interface Writing {
  text: string
  x: number
  /** Of the line that letters stand on. */
  y: number
  size: number
  weight?: number
  color?: string
  align?: CanvasTextAlign
  /** The room there is; a text that needs more is written smaller. */
  most?: number
}

function write(paper: CanvasRenderingContext2D, { font }: Look, writing: Writing): void {
  const { text, x, y, size, weight = 400, color = white, align = 'start', most = Infinity } = writing
  paper.fillStyle = color
  paper.textAlign = align
  paper.font = `${weight} ${size}px ${font}`
  const needed = paper.measureText(text).width
  const fitting = needed > most ? Math.floor((size * most) / needed) : size
  paper.font = `${weight} ${fitting}px ${font}`
  paper.fillText(text, x, y)
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s._]+/u).filter(Boolean)
  const chosen = words.length > 1 ? [words.at(0), words.at(-1)] : words
  return chosen
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
