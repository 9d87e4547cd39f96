'use client'
/** A signal's value in a React component, which renders again when it changes. Never for the playhead. */
import type { ReadonlySignal } from '@preact/signals-core'
import { useCallback, useSyncExternalStore } from 'react'

export function useValue<T>(signal: ReadonlySignal<T>): T {
  const subscribe = useCallback((changed: () => void) => signal.subscribe(changed), [signal])
  const read = () => signal.peek()
  return useSyncExternalStore(subscribe, read, read)
}
