/** Connecting: the invitation and the way back. */
export const connect = /* css */ `
.instagram-avatar {
  width: 64px;
  height: 64px;
  flex: none;
  border-radius: 50%;
  object-fit: cover;
  background: var(--instagram-use-surface-2);
}

.instagram-avatar-initials {
  display: grid;
  place-items: center;
  background: linear-gradient(135deg, #6d3bd1, #b32c73);
  color: #fff;
  font-weight: 700;
  font-size: 1.35rem;
  letter-spacing: 0.02em;
}

.instagram-onboarding {
  position: relative;
  overflow: hidden;
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 14px;
  padding: clamp(32px, 6vw, 64px) 20px;
  text-align: center;
}

.instagram-onboarding-glow {
  position: absolute;
  inset: -220px -10% auto;
  height: 380px;
  background: var(--instagram-use-aurora);
  filter: blur(90px);
  opacity: 0.16;
  pointer-events: none;
}

.instagram-onboarding > :not(.instagram-onboarding-glow) {
  position: relative;
}

.instagram-onboarding .instagram-button-large {
  margin-top: 12px;
}

.instagram-promises {
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 20px 48px;
  width: 100%;
  max-width: 820px;
  margin-top: 28px;
  padding-top: 28px;
  border-top: 1px solid var(--instagram-use-line);
  text-align: start;
}

.instagram-promises ul {
  display: grid;
  gap: 10px;
  margin-top: 12px;
}

.instagram-promises li {
  display: flex;
  gap: 10px;
  color: var(--instagram-use-ink-2);
}

.instagram-promises .instagram-icon {
  margin-top: 2px;
}

.instagram-promise-yes .instagram-icon {
  color: var(--instagram-use-good);
}

.instagram-promise-no .instagram-icon {
  color: var(--instagram-use-bad);
}

.instagram-connecting,
.instagram-cancelled {
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 12px;
  padding: 44px 28px;
  text-align: center;
}

.instagram-connecting p,
.instagram-cancelled p {
  color: var(--instagram-use-ink-2);
}

.instagram-connecting-steps {
  margin-top: 12px;
  list-style: none;
  text-align: start;
}

.instagram-connecting-steps li {
  padding: 6px 0;
  color: var(--instagram-use-ink-2);
}

.instagram-connecting-steps li::before {
  content: '○';
  display: inline-block;
  width: 1.8em;
}

.instagram-connecting-steps .instagram-is-done::before {
  content: '✓';
  color: var(--instagram-use-good);
  font-weight: 700;
}

.instagram-connecting-steps .instagram-is-current {
  color: var(--instagram-use-ink);
  font-weight: 600;
}

.instagram-connecting-steps .instagram-is-current::before {
  content: '●';
  color: var(--instagram-use-accent);
}

@container instagram (max-width: 760px) {
  .instagram-promises {
    grid-template-columns: minmax(0, 1fr);
  }
}
`
