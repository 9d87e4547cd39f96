'use client'
/** A field for a comment's text: Ctrl Enter saves, Escape leaves it. */
import { useRef, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Textarea } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'

interface CommentFormProps {
  label: string
  placeholder?: string
  submit: string
  initial?: string
  /** False keeps the text in the field. */
  onSave: (text: string) => boolean
  onCancel: () => void
}

export function CommentForm({
  label,
  placeholder,
  submit,
  initial = '',
  onSave,
  onCancel,
}: CommentFormProps) {
  const { common } = useText()
  const [text, setText] = useState(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  const save = () => {
    if (!text.trim()) field.current?.focus()
    else if (onSave(text)) setText('')
  }
  return (
    <form
      className="flex flex-col gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Textarea
        ref={field as never}
        aria-label={label}
        placeholder={placeholder}
        rows={3}
        maxLength={10_000}
        dir="auto"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            save()
          }
          if (event.key === 'Escape') {
            event.stopPropagation()
            onCancel()
          }
        }}
      />
      <div className="flex justify-end gap-2">
        <Button size="small" variant="quiet" onClick={onCancel}>
          {common.cancel}
        </Button>
        <Button size="small" type="submit" disabled={!text.trim()}>
          {submit} <Kbd keys="Mod+Enter" />
        </Button>
      </div>
    </form>
  )
}
