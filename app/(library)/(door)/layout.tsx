/** The door: pages one meets before being inside. */
import { Logo } from '#app/_ui/logo.tsx'

export default function DoorLayout({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-[max(40px,10vh)] pb-16">
      <div className="mb-8 flex items-center gap-2 text-ink">
        <Logo className="size-6" />
        <span className="text-title font-semibold tracking-tight">Scrubline</span>
      </div>
      {children}
    </div>
  )
}
