'use client'
import Link from 'next/link'
/** The templates as cards with a picture each; a card leads to naming the project. */
import { useText } from '#app/_text/text-provider.tsx'
import { TEMPLATES, TemplateArt } from './template-art.tsx'

export function TemplateCards() {
  const { templates } = useText().library
  return (
    <ul className="grid gap-4 sm:grid-cols-3">
      {TEMPLATES.map((template) => (
        <li key={template}>
          <Link
            href={`/new-project?template=${template}`}
            className="block h-full overflow-hidden rounded-md border border-line bg-surface transition-colors hover:border-line-2"
          >
            <TemplateArt template={template} className="w-full border-b border-line bg-canvas p-4" />
            <span className="block px-4 pt-3 pb-4">
              <strong className="block text-ink">{templates[template].name}</strong>
              <span className="block text-ink-2">{templates[template].about}</span>
              <span className="mt-1 block text-small text-ink-3">{templates[template].holds}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
