/** The steps of the tour, in order, each with what it points at: the first of these that is on the page. */
export const tourSteps = {
  lead: [
    '.instagram-lead',
    '[data-testid="lead-sentence"]',
    '[data-testid="insights"]',
    '[data-testid="section-summary"]',
  ],
  metrics: ['[role="tablist"]', '.instagram-tiles', '[data-testid="tile-reach"]', '[data-testid="timeline"]'],
  range: ['.instagram-range-bar'],
  sections: ['.instagram-sections'],
  notifications: ['[data-testid="bell"]', '[data-testid="account-menu"]'],
  fresh: ['[data-testid="sync"]', '[data-testid="freshness"]'],
} as const satisfies Record<string, readonly string[]>

export type TourStep = keyof typeof tourSteps
export const tourStepNames = Object.keys(tourSteps) as [TourStep, ...TourStep[]]

/** What a step points at: something that is drawn; `null` where the page has none of it. */
export function targetOf(step: TourStep, page: ParentNode): Element | null {
  for (const selector of tourSteps[step]) {
    const found = [...page.querySelectorAll(selector)].find((element) => element.getClientRects().length > 0)
    if (found !== undefined) return found
  }
  return null
}
