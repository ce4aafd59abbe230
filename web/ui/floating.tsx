import { Slot } from 'radix-ui'
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  type SyntheticEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { usePart } from './use-part.ts'

/**
 * A control, and what floats beside it. The code of what floats loads when the control is first pointed
 * at, focused or pressed, so that a page doesn't wait for what it may never open. Until then the control
 * stands alone; afterwards it does and says what the library's own trigger would: `children` puts
 * `stand` in the trigger's place. The control itself is never replaced, so it keeps the focus.
 */
export function Floating<Parts>({
  control,
  says,
  isWanted = false,
  load,
  onEarlyPress,
  onReady,
  children,
}: {
  /** One element that takes a ref, such as a `<button>`. */
  control: ReactNode
  /** What the control tells of itself before the parts are there, such as `aria-haspopup`. */
  says?: Record<string, string | boolean>
  /** Loads the parts without a press. */
  isWanted?: boolean
  /** The same function every time. */
  load: () => Promise<Parts>
  /** The control was pressed before the parts could hear it. */
  onEarlyPress?: () => void
  /** The parts have taken their place beside the control. */
  onReady?: (control: HTMLElement) => void
  children: (parts: Parts, stand: ReactElement) => ReactNode
}) {
  const element = useRef<HTMLElement>(null)
  const [isNear, setNear] = useState(false)
  const [attributes, setAttributes] = useState<Record<string, unknown>>({})
  const handlers = useRef<Handlers | null>(null)
  const isEarly = useRef(false)
  const parts = usePart(isNear || isWanted, load)

  const become = (props: Record<string, unknown>) => {
    const isFirst = handlers.current === null
    handlers.current = Object.fromEntries(
      Object.entries(props).filter(([, value]) => typeof value === 'function'),
    ) as Handlers
    const next = Object.fromEntries(
      Object.entries(props).filter(([, value]) => typeof value !== 'function'),
    )
    setAttributes((now) => (isSame(now, next) ? now : next))
    if (isFirst && element.current) onReady?.(element.current)
  }
  const pass = (name: string) => (event: SyntheticEvent) => handlers.current?.[name]?.(event)
  const begin = (name: string) => (event: SyntheticEvent) => {
    isEarly.current = handlers.current === null
    setNear(true)
    pass(name)(event)
  }
  const near = (name: string) => (event: SyntheticEvent) => {
    setNear(true)
    pass(name)(event)
  }
  return (
    <>
      <Slot.Root
        {...says}
        {...attributes}
        ref={element}
        onPointerEnter={near('onPointerEnter')}
        onPointerMove={pass('onPointerMove')}
        onPointerLeave={pass('onPointerLeave')}
        onPointerDown={begin('onPointerDown')}
        onKeyDown={begin('onKeyDown')}
        onFocus={near('onFocus')}
        onBlur={pass('onBlur')}
        onClick={(event) => {
          if (!isEarly.current) return pass('onClick')(event)
          isEarly.current = false
          onEarlyPress?.()
        }}
      >
        {control}
      </Slot.Root>
      {parts && children(parts, <Stand element={element} onProps={become} />)}
    </>
  )
}

type Handlers = Record<string, (event: SyntheticEvent) => void>

/** Takes the trigger's place in the library's eyes: it is measured and focused as the control, and hands on what the control should be. */
function Stand({
  element,
  onProps,
  ref,
  ...props
}: {
  element: RefObject<HTMLElement | null>
  onProps: (props: Record<string, unknown>) => void
  ref?: Ref<HTMLElement>
}) {
  // The control is in the document as long as its stand is.
  useImperativeHandle(ref, () => element.current as HTMLElement, [element])
  useLayoutEffect(() => onProps(props))
  return null
}

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}
