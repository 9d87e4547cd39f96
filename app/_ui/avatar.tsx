/** A person as initials on a colour that follows from their id, the same on every screen. */
import { cx } from './cx.ts'

/** Tol's light set: dark text reads on each of them. */
const COLORS = [
  '#77AADD',
  '#EE8866',
  '#EEDD88',
  '#FFAABB',
  '#99DDFF',
  '#44BB99',
  '#BBCC33',
  '#AAAA00',
  '#DDDDDD',
]

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

export function colorOf(id: string): string {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0
  return COLORS[hash % COLORS.length] ?? '#DDDDDD'
}

export interface AvatarProps {
  id: string
  name: string
  size?: 'small' | 'medium'
}

export function Avatar({ id, name, size = 'medium' }: AvatarProps) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold text-[#14181d] select-none',
        size === 'small' ? 'size-5 text-[9px]' : 'size-7 text-small',
      )}
      style={{ background: colorOf(id) }}
    >
      {initials(name)}
    </span>
  )
}

/** Several people in little room; the rest as a number. */
export function AvatarRow({
  people,
  limit = 4,
}: {
  people: readonly { id: string; name: string }[]
  limit?: number
}) {
  const rest = people.length - limit
  return (
    <span className="inline-flex items-center">
      {people.slice(0, limit).map((person) => (
        <span key={person.id} className="-mr-1 inline-flex rounded-full ring-2 ring-surface">
          <Avatar id={person.id} name={person.name} size="small" />
        </span>
      ))}
      {rest > 0 && <span className="ml-2 text-small text-ink-3">+{rest}</span>}
    </span>
  )
}
