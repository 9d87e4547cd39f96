/**
 * A chord is how a key combination is written in bindings: modifiers in the order Mod, Alt, Shift, then the key, as in
 * "Mod+ArrowLeft", "Shift+J", "?". Mod is Ctrl, or Command on a Mac. Letters are upper case; signs stand for
 * themselves and carry no Shift, because where they sit differs between keyboards.
 */
import { currentText } from '../../_text/current-text.ts'

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const NAMED: Record<string, string> = { ' ': 'Space', Spacebar: 'Space', Esc: 'Escape', Del: 'Delete' }
const BARE_MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Dead', 'Process'])

/** The chord of a key press, or null for a bare modifier or a dead key. */
export function chordOf(press: KeyPress): string | null {
  if (BARE_MODIFIERS.has(press.key)) return null
  let key = NAMED[press.key] ?? press.key
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase()
  if (letter) {
    // With a non-Latin layout the letter on the key cap is not on the list: take the place of the key instead.
    if (!/^[a-z]$/i.test(key) && /^Key[A-Z]$/.test(press.code)) key = press.code.slice(3)
    key = key.toUpperCase()
  }
  // With Shift, or with Option on a Mac, a digit's key gives a sign; with modifiers the digit is what is meant.
  const digit = /^Digit[0-9]$/.test(press.code) && (press.shiftKey || press.altKey)
  if (digit && (press.ctrlKey || press.metaKey || press.altKey)) key = press.code.slice(5)
  const shift = press.shiftKey && (letter || key.length > 1 || /^[0-9]$/.test(key))
  const mods = [
    press.ctrlKey || press.metaKey ? 'Mod' : '',
    press.altKey ? 'Alt' : '',
    shift ? 'Shift' : '',
  ].filter(Boolean)
  return [...mods, key].join('+')
}

const SIGNS: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
  Enter: '⏎',
}

/** The chord as people read it on their keyboard: "Ctrl ←" or "⌘ ←". */
export function chordLabel(chord: string, mac: boolean): string {
  const { caps } = currentText().ui
  const parts =
    chord === '+' ? ['+'] : chord.split('+').map((p, i, all) => (p === '' && i === all.length - 1 ? '+' : p))
  return parts
    .filter(Boolean)
    .map((p) => {
      if (p === 'Mod') return mac ? '⌘' : caps.Control
      if (p === 'Alt') return mac ? '⌥' : 'Alt'
      return SIGNS[p] ?? (caps as Readonly<Record<string, string>>)[p] ?? p
    })
    .join(' ')
}
