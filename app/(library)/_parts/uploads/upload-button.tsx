'use client'
/** Opens the file dialog; what is chosen goes the same way as what is dropped. */
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button, type ButtonLook } from '#app/_ui/button.tsx'
import { ACCEPT } from './media-files.ts'
import { useUploadPlace } from './upload-place.tsx'

export function UploadButton({ label: given, variant = 'primary', size }: { label?: string } & ButtonLook) {
  const t = useText().uploads
  const label = given ?? t.addVideo
  const input = useRef<HTMLInputElement>(null)
  const { projects, offer } = useUploadPlace()
  if (projects.length === 0) return null
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPT}
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        data-testid="file-input"
        onChange={(event) => {
          offer([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button
        variant={variant}
        size={size}
        icon={<Upload aria-hidden className="size-4" />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  )
}
