'use client'
/** Short messages at the bottom: `toast({ title: 'Recording removed', action: { label: 'Undo', run } })`. */
import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { useWords } from './words.tsx'

const manager = Base.createToastManager()

export interface ToastMessage {
  title: string
  description?: string
  /** Errors stay until closed. */
  kind?: 'plain' | 'error'
  action?: { label: string; run: () => void }
  /** Milliseconds; 0 keeps it. */
  timeout?: number
}

/** Shows a message; returns what closes it. */
export function toast(message: ToastMessage): () => void {
  const { title, description, kind = 'plain', action, timeout } = message
  const id = manager.add({
    title,
    description,
    type: kind,
    priority: kind === 'error' ? 'high' : 'low',
    timeout: timeout ?? (kind === 'error' ? 0 : action ? 10_000 : 5000),
    actionProps: action && {
      children: action.label,
      onClick: () => {
        manager.close(id)
        action.run()
      },
    },
  })
  return () => manager.close(id)
}

function List() {
  const words = useWords()
  const { toasts } = Base.useToastManager()
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      swipeDirection={['down', 'right']}
      className="w-full rounded-md bg-raised text-ink shadow-float transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0 data-limited:hidden"
    >
      <Base.Content className="flex items-start gap-2 py-2 pr-2 pl-3">
        {item.type === 'error' && <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" />}
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className="break-words" />
          <Base.Description className="text-small text-ink-2" />
        </div>
        <Base.Action className={cx(buttonClass({ variant: 'plain', size: 'small' }), 'mt-1 empty:hidden')} />
        <Base.Close
          aria-label={words.closeMessage}
          className={cx(buttonClass({ variant: 'quiet', size: 'small' }), 'mt-1 w-6 px-0!')}
        >
          <X aria-hidden className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed bottom-4 left-1/2 -translate-x-1/2 z-50 flex w-[min(360px,calc(100vw-32px))] flex-col gap-2">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}
