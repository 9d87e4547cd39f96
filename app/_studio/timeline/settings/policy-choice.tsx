'use client'
/** What happens when two annotations meet, as four cards with a picture and a sentence each. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { POLICIES, type Policy } from '#media/core/document/records.ts'
import { useText } from '../../../_text/text-provider.tsx'

export interface PolicyChoiceProps {
  readonly value: Policy
  readonly disabled: boolean
  readonly onChange: (policy: Policy) => void
}

export function PolicyChoice({ value, disabled, onChange }: PolicyChoiceProps) {
  const t = useText().trackSettings
  return (
    <RadioGroup
      aria-label={t.policy}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(next as Policy)}
      className="grid grid-cols-2 gap-2 sm:grid-cols-4"
    >
      {POLICIES.map((policy) => (
        <Radio.Root
          key={policy}
          value={policy}
          nativeButton
          render={<button type="button" />}
          className="flex flex-col gap-1.5 rounded-md border border-line-2 p-2.5 text-left transition-colors hover:border-ink-3 data-checked:border-accent data-checked:bg-accent-soft data-disabled:opacity-60"
        >
          <PolicyPicture policy={policy} />
          <span className="font-medium text-ink">{t.policies[policy].name}</span>
          <span className="text-small text-ink-2">{t.policies[policy].about}</span>
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}

/** Two annotations, the second drawn last; dashed is what it cuts away or may not be. */
function PolicyPicture({ policy }: { policy: Policy }) {
  const old = 'fill-[#5289c7]'
  const now = 'fill-[#d55e00]'
  return (
    <svg viewBox="0 0 120 34" aria-hidden className="h-8.5 w-full rounded-sm bg-sunken">
      {policy === 'allowed' && (
        <>
          <rect x="10" y="5" width="62" height="11" rx="2.5" className={old} />
          <rect x="48" y="18" width="62" height="11" rx="2.5" className={now} />
        </>
      )}
      {policy === 'refused' && (
        <>
          <rect x="10" y="10" width="56" height="14" rx="2.5" className={old} />
          <rect
            x="50"
            y="10.5"
            width="60"
            height="13"
            rx="2.5"
            className="fill-none stroke-danger"
            strokeDasharray="3 2.5"
          />
          <path d="M78 12.5l9 9m0-9l-9 9" className="stroke-danger" strokeWidth="1.6" />
        </>
      )}
      {policy === 'trims' && (
        <>
          <rect x="10" y="10" width="42" height="14" rx="2.5" className={old} />
          <rect
            x="52.5"
            y="10.5"
            width="20"
            height="13"
            className="fill-none stroke-[#5289c7]"
            strokeDasharray="3 2.5"
          />
          <rect x="54" y="10" width="40" height="14" rx="2.5" className={now} />
        </>
      )}
      {policy === 'gapless' && (
        <>
          <rect x="0" y="10" width="40" height="14" className="fill-[#117733]" />
          <rect x="41" y="10" width="38" height="14" className={old} />
          <rect x="80" y="10" width="40" height="14" className={now} />
        </>
      )}
    </svg>
  )
}
