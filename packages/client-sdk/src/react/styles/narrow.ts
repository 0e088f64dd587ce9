/** What changes on a phone, after everything that it changes. */
export const narrow = /* css */ `
@container instagram (max-width: 560px) {
  .instagram-card {
    padding: 16px;
  }

  .instagram-tiles {
    gap: 10px;
  }

  .instagram-connecting,
  .instagram-cancelled,
  .instagram-onboarding {
    padding-block: 36px;
  }

  .instagram-chip {
    padding-inline: 12px;
  }

  .instagram-chips .instagram-toggle {
    margin-inline-start: 0;
  }

  .instagram-stack .instagram-export {
    justify-content: flex-start;
  }

  .instagram-export > span {
    flex-basis: 100%;
  }

  .instagram-onboarding .instagram-error-panel {
    padding: 20px 16px;
  }

  .instagram-account-actions {
    flex: 1 1 100%;
  }

  .instagram-account-actions > .instagram-button {
    flex: 1;
  }

  .instagram-range-bar .instagram-segmented {
    width: 100%;
  }

  .instagram-range-bar .instagram-segmented button {
    flex: 1;
    padding-inline: 6px;
  }

  .instagram-change {
    font-size: 0.8rem;
  }

  .instagram-figures {
    gap: 8px;
  }

  .instagram-figures > div {
    padding: 10px;
  }

  .instagram-figures-wide dd {
    font-size: 1rem;
  }

  .instagram-chart {
    height: 250px;
  }
}
`
