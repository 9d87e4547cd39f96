/** The browser's `paste` event for the studio, except where somebody is typing or a dialog is open. */
import type { Editor } from '../editor.ts'

export function listenForPaste(editor: Editor): Disposable {
  const paste = (event: ClipboardEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('input, textarea, select, [contenteditable=true], [role=dialog]')) return
    event.preventDefault()
    editor.pasted(event.clipboardData?.getData('text/plain') ?? '')
  }
  document.addEventListener('paste', paste)
  return { [Symbol.dispose]: () => document.removeEventListener('paste', paste) }
}
