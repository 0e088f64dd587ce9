/** @jsxImportSource #own */
import type { ComponentType } from 'react'
import { type Section, sections, useInstagramContext } from '../data/index.ts'
import { ClockIcon, PeopleIcon, PictureIcon, TrendIcon } from '../parts/index.ts'

const icons: Record<Section, ComponentType> = {
  summary: TrendIcon,
  content: PictureIcon,
  audience: PeopleIcon,
  hours: ClockIcon,
}

/** The way between the sections: a row below the header, and where the panel is narrow a bar at its bottom. */
export function SectionBar({ section, onSection }: { section: Section; onSection: (section: Section) => void }) {
  const { t } = useInstagramContext()
  return (
    <nav className="instagram-sections" aria-label={t.sections.label}>
      {sections.map((name) => {
        const Icon = icons[name]
        return (
          <button
            key={name}
            type="button"
            aria-current={section === name ? 'page' : undefined}
            data-testid={`section-${name}`}
            onClick={() => onSection(name)}
          >
            <Icon />
            <span>{t.sections[name]}</span>
          </button>
        )
      })}
    </nav>
  )
}
