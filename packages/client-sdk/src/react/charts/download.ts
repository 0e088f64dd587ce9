/** Hands a file to the browser's downloads. */
export function downloadFile({ name, type, content }: { name: string; type: string; content: BlobPart }): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Browsers take the address over when the click is handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

// What a drawing takes from the style sheet, which a picture of its own does not have.
const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font',
  'text-anchor',
  'stop-color',
  'stop-opacity',
]

/** The drawing of a chart as a PNG file, in the colours of the screen and twice its size. */
export async function downloadPicture(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll('*')]
  for (const [index, element] of [copy, ...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const original = originals[index]
    if (original === undefined) continue
    const style = getComputedStyle(original)
    for (const property of drawn) element.style.setProperty(property, style.getPropertyValue(property))
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await picture.decode()

  const canvas = document.createElement('canvas')
  const scale = 2
  canvas.width = width * scale
  canvas.height = height * scale
  const paper = canvas.getContext('2d')
  if (paper === null) throw new Error('This browser can not draw')
  const ground = svg.closest('.instagram-card')
  paper.fillStyle = ground === null ? 'white' : getComputedStyle(ground).backgroundColor
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.scale(scale, scale)
  paper.drawImage(picture, 0, 0, width, height)
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (content === null) throw new Error('This browser can not make pictures')
  downloadFile({ name, type: 'image/png', content })
}
