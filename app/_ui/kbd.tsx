/** Keys as caps: `<Kbd keys="Shift+ArrowLeft" />`. Names are shortened to what stands on the keyboard. */
const NAMES: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Space: 'Space',
  ' ': 'Space',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
  Delete: 'Del',
  Mod: 'Ctrl',
  Control: 'Ctrl',
}

export function Kbd({ keys }: { keys: string }) {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  return (
    <span className="inline-flex shrink-0 gap-0.5">
      {parts.map((part) => (
        <kbd
          key={part}
          className="min-w-4 rounded-xs border border-line bg-sunken px-1 text-center font-sans text-small leading-[14px] text-ink-2"
        >
          {NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)}
        </kbd>
      ))}
    </span>
  )
}
