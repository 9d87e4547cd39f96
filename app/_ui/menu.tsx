'use client'
/** Menus: `<Menu trigger={<IconButton …/>}><MenuItem …/></Menu>`, and the same items on right click by ContextMenu. */
import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'

const popupClass =
  'min-w-44 max-w-80 max-h-(--available-height) overflow-y-auto rounded-md bg-raised p-1 text-ink shadow-float outline-hidden'
const itemClass =
  'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-hidden select-none data-highlighted:bg-hover data-disabled:text-ink-3'

export interface MenuProps {
  trigger: ReactElement
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}

export function Menu({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} side={side} className="z-50 outline-hidden">
          <Base.Popup className={popupClass}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface ContextMenuProps {
  /** What is right-clicked: one element, or wrap it. */
  children: ReactElement
  items: ReactNode
}

export function ContextMenu({ children, items }: ContextMenuProps) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className="z-50 outline-hidden">
          <BaseContext.Popup className={popupClass}>{items}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

export interface MenuItemProps {
  icon?: ReactNode
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** Where it goes; an item with `href` is a link. */
  href?: string
  onSelect?: () => void
  children: ReactNode
}

export function MenuItem({ icon, keys, danger, disabled, href, onSelect, children }: MenuItemProps) {
  const inside = (
    <>
      {icon && <span className="flex size-4 shrink-0 items-center justify-center text-ink-3">{icon}</span>}
      <span dir="auto" className="min-w-0 flex-1">
        {children}
      </span>
      {keys && <Kbd keys={keys} />}
    </>
  )
  const className = cx(itemClass, danger && 'text-danger [&_svg]:text-danger')
  if (href !== undefined) {
    return (
      <Base.LinkItem href={href} className={className} closeOnClick>
        {inside}
      </Base.LinkItem>
    )
  }
  return (
    <Base.Item className={className} disabled={disabled} onClick={onSelect}>
      {inside}
    </Base.Item>
  )
}

export interface MenuChoiceProps<T extends string> {
  value: T
  options: readonly { value: T; label: ReactNode }[]
  onChange: (value: T) => void
}

/** A group of items of which one is chosen. */
export function MenuChoice<T extends string>({ value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={itemClass} closeOnClick>
          <span className="size-4 shrink-0">
            <Base.RadioItemIndicator>
              <Check aria-hidden className="size-4" />
            </Base.RadioItemIndicator>
          </span>
          <span dir="auto">{option.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export const MenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <div className="px-2 pt-1.5 pb-1 text-small text-ink-3">{children}</div>
)
