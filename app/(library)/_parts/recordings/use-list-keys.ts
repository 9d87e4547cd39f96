'use client'
/** Keys of the list: up and down (or k and j), Enter opens, i its page, x selects, / searches. Never while one types. */
import { useEffect } from 'react'

export interface ListKeys {
  move: (by: number) => void
  open: () => void
  details: () => void
  toggle: () => void
  search: () => void
  clear: () => void
}

/** Whether a key press belongs to what has the focus, not to the page. */
export function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
}

export function useListKeys(keys: ListKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target))
        return
      const onControl = event.target instanceof HTMLElement && event.target.closest('a, button') !== null
      const key = event.key
      if (key === 'ArrowDown' || key === 'j') keys.move(1)
      else if (key === 'ArrowUp' || key === 'k') keys.move(-1)
      else if (key === 'Enter' && !onControl) keys.open()
      else if (key === 'i') keys.details()
      else if (key === 'x') keys.toggle()
      else if (key === '/') keys.search()
      else if (key === 'Escape') keys.clear()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [keys])
}
