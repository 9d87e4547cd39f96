/**
 * What a person looks at, in the address: the window of time, the selected annotations, the tracks put out of sight. A
 * copied address shows a colleague the same. `f` says on which frame to open, `at` at which moment, in ticks.
 */
import { effect } from '@preact/signals-core'
import type { Session } from '../session/session.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { fitAll, viewportFromText, viewportToText } from '../timeline/viewport.ts'

export interface AddressState {
  readonly window: string | null
  readonly selection: readonly string[]
  readonly hidden: readonly string[]
  readonly frame: number | null
  /** On the recording's clock, ticks. */
  readonly at: number | null
}

/** More ids than this make no useful address. */
const MOST_IDS = 20
const REST_MS = 250

export function readAddress(search: string): AddressState {
  const params = new URLSearchParams(search)
  const list = (name: string) => (params.get(name) ?? '').split('.').filter(Boolean).slice(0, MOST_IDS)
  const frame = params.get('f')
  const at = params.get('at')
  return {
    window: params.get('t'),
    selection: list('sel'),
    hidden: list('hide'),
    frame: frame && /^\d{1,9}$/.test(frame) ? Number(frame) : null,
    at: at && /^-?\d{1,15}$/.test(at) ? Number(at) : null,
  }
}

export function writeAddress(state: Omit<AddressState, 'frame' | 'at'>): string {
  const params = new URLSearchParams()
  if (state.window) params.set('t', state.window)
  if (state.selection.length && state.selection.length <= MOST_IDS)
    params.set('sel', state.selection.join('.'))
  if (state.hidden.length && state.hidden.length <= MOST_IDS) params.set('hide', state.hidden.join('.'))
  const text = params.toString().replaceAll('%7E', '~')
  return text ? `?${text}` : ''
}

/** Takes the address over, then keeps it up to date without entries in the browser's history. */
export function keepInAddress(timeline: Timeline, session: Session, address: AddressState): Disposable {
  const { hidden: hiddenRows } = timeline.rowState
  if (address.hidden.length) hiddenRows.value = new Set(address.hidden)
  session.select(address.selection.filter((id) => session.store.annotation(id)))
  let window_ = address.window
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = effect(() => {
    const { width } = timeline.size.value
    const viewport = timeline.viewport.value
    const selection = [...session.selection.value]
    const hidden = [...hiddenRows.value]
    if (!width) return
    if (window_ !== null) {
      // The window can be taken over once the width is known.
      const wanted = viewportFromText(window_, timeline.bounds)
      window_ = null
      if (wanted) queueMicrotask(() => timeline.show(wanted))
      return
    }
    const all = fitAll(timeline.bounds)
    const whole = Math.abs(viewport.ticksPerPixel - all.ticksPerPixel) < all.ticksPerPixel * 1e-6
    const search = writeAddress({ window: whole ? null : viewportToText(viewport, width), selection, hidden })
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      window.history.replaceState(window.history.state, '', `${window.location.pathname}${search}`)
    }, REST_MS)
  })
  return {
    [Symbol.dispose]() {
      stop()
      if (timer) clearTimeout(timer)
    },
  }
}
