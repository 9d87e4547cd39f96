/**
 * The key layer of the studio. Every part registers its commands here and gets a Disposable; one listener turns key
 * presses into commands, wherever the focus is, except while somebody is typing. Bindings are the commands' own until
 * a person rebinds them; the changes live in the browser's storage.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { chordOf, type KeyPress } from './chord.ts'

export interface KeyCommand {
  /** Stable, dotted: "player.step-forward". */
  readonly id: string
  /** What it does, as a verb: "One frame forward". */
  readonly title: string
  /** Heading in the list of keys: "Playback". */
  readonly group: string
  /** Chords as chord.ts writes them; empty for a command that only the palette knows. */
  readonly keys: readonly string[]
  run(): void
  /** Called when the key is let go, for commands that last as long as the key is down. */
  release?(): void
  /** What the key does with Shift held, where no command has that chord: the same another way. */
  shifted?(): void
  /** The browser goes on with the key as well: copying and pasting are its own events. */
  readonly browserToo?: boolean
  /** False: a held key runs the command once. */
  readonly repeat?: boolean
  /** Belongs to a mode: while it can run it goes before every other command of its chord. */
  readonly mode?: boolean
  /** Whether it can run now; without it, always. */
  enabled?(): boolean
}

export interface BoundCommand {
  readonly command: KeyCommand
  /** The chords in force: the person's, else the command's own. */
  readonly keys: readonly string[]
  readonly rebound: boolean
}

export interface KeyStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

interface KeyEventLike extends KeyPress {
  readonly repeat: boolean
  readonly defaultPrevented: boolean
  readonly isComposing: boolean
  readonly target: unknown
  preventDefault(): void
}

const STORAGE_KEY = 'scrubline.keys'

export class KeyRegistry {
  private readonly commands = new Map<string, KeyCommand>()
  private readonly storage: KeyStorage | null
  private readonly overrides: Map<string, readonly string[]>
  /** Of the project's schema: under a person's own, over the commands' own. */
  private schemaKeys: Readonly<Record<string, readonly string[]>> = {}
  private readonly version = signal(0)
  private readonly held = new Map<string, KeyCommand>()

  constructor(storage: KeyStorage | null = typeof localStorage === 'undefined' ? null : localStorage) {
    this.storage = storage
    this.overrides = readOverrides(storage)
  }

  /** Changes whenever commands or bindings do. */
  get changed(): ReadonlySignal<number> {
    return this.version
  }

  /** @throws RangeError when an id is taken: two commands of one name would shadow each other unseen. */
  register(...commands: KeyCommand[]): Disposable {
    for (const command of commands)
      if (this.commands.has(command.id))
        throw new RangeError(`the command ${command.id} is registered already`)
    for (const command of commands) this.commands.set(command.id, command)
    this.version.value++
    return {
      [Symbol.dispose]: () => {
        for (const command of commands)
          if (this.commands.get(command.id) === command) this.commands.delete(command.id)
        this.version.value++
      },
    }
  }

  list(): BoundCommand[] {
    return [...this.commands.values()].map((command) => ({
      command,
      keys: this.keysOf(command),
      rebound: this.overrides.has(command.id),
    }))
  }

  /** The first chord of a command, for menus and tooltips; null when it has none. */
  chordFor(id: string): string | null {
    const command = this.commands.get(id)
    return command ? (this.keysOf(command)[0] ?? null) : null
  }

  /** Chords that the project's schema gives to commands by id; a person's own choice goes before them. */
  setSchemaKeys(keys: Readonly<Record<string, readonly string[]>>): void {
    if (JSON.stringify(keys) === JSON.stringify(this.schemaKeys)) return
    this.schemaKeys = keys
    this.version.value++
  }

  /** Gives a command other chords; null returns to its own. */
  rebind(id: string, keys: readonly string[] | null): void {
    if (keys) this.overrides.set(id, [...keys])
    else this.overrides.delete(id)
    this.storage?.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(this.overrides)))
    this.version.value++
  }

  /** Other commands that answer to a chord. */
  conflicts(chord: string, exceptId: string): KeyCommand[] {
    return [...this.commands.values()].filter((c) => c.id !== exceptId && this.keysOf(c).includes(chord))
  }

  /** Runs a command by id, as menus and the palette do. False when it is unknown or cannot run now. */
  run(id: string): boolean {
    const command = this.commands.get(id)
    if (!command || command.enabled?.() === false) return false
    command.run()
    command.release?.()
    return true
  }

  /**
   * Runs a command that a pedal or button holds; `release` with the same name as its code lets go of it.
   * False when it is unknown or cannot run now.
   */
  hold(id: string, name: string): boolean {
    const command = this.commands.get(id)
    if (!command || command.enabled?.() === false) return false
    if (command.release) this.held.set(name, command)
    command.run()
    return true
  }

  /** Handles a key press; true when a command took it. The latest registered command wins a chord. */
  press(event: KeyEventLike): boolean {
    if (event.defaultPrevented || event.isComposing) return false
    const chord = chordOf(event)
    if (!chord) return false
    if (isTyping(event.target) && !allowedWhileTyping(chord)) return false
    if (pressesFocusedControl(event.target, chord)) return false
    const command = this.find(chord) ?? this.findShifted(event)
    if (!command) return false
    if (!command.browserToo) event.preventDefault()
    if (event.repeat && command.repeat === false) return true
    if (command.release) this.held.set(event.code, command)
    if (command.shifted && !this.keysOf(command).includes(chord)) command.shifted()
    else command.run()
    return true
  }

  release(event: { readonly code: string }): void {
    const command = this.held.get(event.code)
    this.held.delete(event.code)
    command?.release?.()
  }

  /** Lets go of every held key: the window lost the focus and will not hear of it. */
  releaseAll(): void {
    const held = [...this.held.values()]
    this.held.clear()
    for (const command of held) command.release?.()
  }

  attach(target: Window): Disposable {
    const down = (event: KeyboardEvent) => void this.press(event)
    const up = (event: KeyboardEvent) => this.release(event)
    const blur = () => this.releaseAll()
    target.addEventListener('keydown', down)
    target.addEventListener('keyup', up)
    target.addEventListener('blur', blur)
    return {
      [Symbol.dispose]() {
        target.removeEventListener('keydown', down)
        target.removeEventListener('keyup', up)
        target.removeEventListener('blur', blur)
      },
    }
  }

  private keysOf(command: KeyCommand): readonly string[] {
    const { id } = command
    const ofSchema = Object.hasOwn(this.schemaKeys, id) ? this.schemaKeys[id] : undefined
    return this.overrides.get(id) ?? ofSchema ?? command.keys
  }

  /** With Shift held: the command of the bare key, if it has something to do then. Shift turns digits into signs. */
  private findShifted(event: KeyPress): KeyCommand | null {
    if (!event.shiftKey) return null
    const digit = /^Digit(\d)$/.exec(event.code)?.[1]
    const chord = chordOf({ ...event, shiftKey: false, key: digit ?? event.key })
    const command = chord ? this.find(chord) : null
    return command?.shifted ? command : null
  }

  private find(chord: string): KeyCommand | null {
    let found: KeyCommand | null = null
    for (const command of this.commands.values())
      if (
        this.keysOf(command).includes(chord) &&
        command.enabled?.() !== false &&
        (command.mode || !found?.mode)
      )
        found = command
    return found
  }
}

interface ElementLike {
  readonly tagName: string
  readonly type?: string
  readonly isContentEditable?: boolean
  closest?(selector: string): unknown
}

const asElement = (target: unknown): ElementLike | null =>
  typeof target === 'object' && target !== null && 'tagName' in target ? (target as ElementLike) : null

const BUTTON_LIKE = new Set([
  'button',
  'checkbox',
  'radio',
  'range',
  'color',
  'submit',
  'reset',
  'file',
  'image',
])

/** Whether keys belong to a text field. Sliders and check boxes are no text fields. */
function isTyping(target: unknown): boolean {
  const el = asElement(target)
  if (!el) return false
  if (el.isContentEditable || el.tagName === 'TEXTAREA' || el.tagName === 'SELECT') return true
  return el.tagName === 'INPUT' && !BUTTON_LIKE.has(el.type ?? 'text')
}

/** Chords with Mod and function keys do not type, but editing a text's own chords stay with the field. */
function allowedWhileTyping(chord: string): boolean {
  if (/^(Shift\+)?F\d{1,2}$/.test(chord)) return true
  return (
    chord.startsWith('Mod+') && !/^Mod\+(Shift\+)?([ACVXZY]|Arrow\w+|Backspace|Delete|Home|End)$/.test(chord)
  )
}

/**
 * What is open in front keeps every key; elsewhere a button that was clicked keeps
 * the focus and must not swallow the studio's keys, Space included.
 */
function pressesFocusedControl(target: unknown, chord: string): boolean {
  const el = asElement(target)
  if (!el) return false
  if (el.closest?.('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]')) return true
  return chord === 'Enter' && (el.tagName === 'BUTTON' || el.tagName === 'A' || el.tagName === 'SUMMARY')
}

function readOverrides(storage: KeyStorage | null): Map<string, readonly string[]> {
  const map = new Map<string, readonly string[]>()
  try {
    const raw: unknown = JSON.parse(storage?.getItem(STORAGE_KEY) ?? '{}')
    if (typeof raw !== 'object' || raw === null) return map
    for (const [id, keys] of Object.entries(raw))
      if (Array.isArray(keys) && keys.every((k) => typeof k === 'string')) map.set(id, keys)
  } catch {
    // A damaged entry means the commands' own keys; it is rewritten with the next rebinding.
  }
  return map
}
