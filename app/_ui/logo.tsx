/** The sign of the product: a playhead over two lanes of labels. Takes the colour of the text around it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden="true" className={className}>
      <rect x="0.5" y="6" width="7" height="3.5" rx="1.25" fill="currentColor" opacity="0.75" />
      <rect x="12.5" y="6" width="7" height="3.5" rx="1.25" fill="currentColor" opacity="0.4" />
      <rect x="0.5" y="12" width="4" height="3.5" rx="1.25" fill="currentColor" opacity="0.4" />
      <rect x="6" y="12" width="1.5" height="3.5" rx="0.75" fill="currentColor" opacity="0.75" />
      <rect x="12.5" y="12" width="7" height="3.5" rx="1.25" fill="currentColor" opacity="0.75" />
      <path
        d="M7.4 1h5.2c.4 0 .7.3.7.7v1.7c0 .2-.1.4-.3.6l-2.2 1.9V19H9.2V5.9L7 4a.8.8 0 0 1-.3-.6V1.7c0-.4.3-.7.7-.7Z"
        fill="var(--accent)"
      />
    </svg>
  )
}
