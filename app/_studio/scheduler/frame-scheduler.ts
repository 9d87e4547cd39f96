/**
 * The one owner of requestAnimationFrame in the studio. A frame runs four phases in order: the clock reads where the
 * media is, animations move viewports, derived values follow, canvases draw. A task runs when it was invalidated or
 * is continuous; when nothing is due no frame is asked for, so a resting studio costs nothing.
 *
 * While the page is hidden the browser stops frames: tasks that must go on (the clock, so that a loop still turns)
 * say `whenHidden` and then run about four times a second; the others stay due until the page is seen again.
 */
export const PHASES = ['clock', 'animations', 'derived', 'canvases'] as const
export type Phase = (typeof PHASES)[number]

export interface FrameTask extends Disposable {
  /** Run in this frame if the task's turn is still to come, else in the next. Many calls make one run. */
  invalidate(): void
  /** While true the task runs in every frame. */
  setContinuous(on: boolean): void
}

export interface FrameTaskOptions {
  readonly continuous?: boolean
  readonly whenHidden?: boolean
}

export interface FrameScheduler extends Disposable {
  /** `run` gets the frame's time as performance.now() gives it. */
  add(phase: Phase, run: (time: number) => void, options?: FrameTaskOptions): FrameTask
}

/** What the scheduler needs of its surroundings; tests bring their own. */
export interface FrameHost {
  requestFrame(fn: (time: number) => void): number
  cancelFrame(id: number): void
  setTimer(fn: () => void, ms: number): number
  clearTimer(id: number): void
  hidden(): boolean
  onVisibility(fn: () => void): Disposable
  now(): number
  reportError(error: unknown): void
}

interface Task {
  readonly phase: number
  readonly run: (time: number) => void
  readonly whenHidden: boolean
  continuous: boolean
  due: boolean
  alive: boolean
}

export const HIDDEN_INTERVAL_MS = 250

export function createFrameScheduler(host: FrameHost = browserFrameHost()): FrameScheduler {
  const lanes: Task[][] = PHASES.map(() => [])
  let frame: number | null = null
  let timer: number | null = null
  let running = false
  let disposed = false

  const wanted = (task: Task) => task.due || task.continuous

  function plan(): void {
    if (running || disposed) return
    const hidden = host.hidden()
    if (hidden && frame !== null) {
      host.cancelFrame(frame)
      frame = null
    }
    if (!hidden && timer !== null) {
      host.clearTimer(timer)
      timer = null
    }
    const any = lanes.some((lane) => lane.some((task) => wanted(task) && (!hidden || task.whenHidden)))
    if (!any) return
    if (hidden) timer ??= host.setTimer(() => tick(host.now()), HIDDEN_INTERVAL_MS)
    else frame ??= host.requestFrame(tick)
  }

  function tick(time: number): void {
    frame = null
    timer = null
    if (disposed) return
    const hidden = host.hidden()
    running = true
    for (const lane of lanes) {
      for (const task of [...lane]) {
        if (!task.alive || !wanted(task) || (hidden && !task.whenHidden)) continue
        task.due = false
        try {
          task.run(time)
        } catch (error) {
          host.reportError(error)
        }
      }
    }
    running = false
    plan()
  }

  const visibility = host.onVisibility(plan)

  return {
    add(phase, run, options = {}) {
      const task: Task = {
        phase: PHASES.indexOf(phase),
        run,
        whenHidden: options.whenHidden ?? false,
        continuous: options.continuous ?? false,
        due: false,
        alive: true,
      }
      const lane = lanes[task.phase]!
      lane.push(task)
      plan()
      return {
        invalidate() {
          if (!task.alive) return
          task.due = true
          plan()
        },
        setContinuous(on) {
          task.continuous = on
          if (on) plan()
        },
        [Symbol.dispose]() {
          if (!task.alive) return
          task.alive = false
          lane.splice(lane.indexOf(task), 1)
        },
      }
    },
    [Symbol.dispose]() {
      disposed = true
      if (frame !== null) host.cancelFrame(frame)
      if (timer !== null) host.clearTimer(timer)
      visibility[Symbol.dispose]()
    },
  }
}

export function browserFrameHost(): FrameHost {
  return {
    requestFrame: (fn) => requestAnimationFrame(fn),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (fn, ms) => window.setTimeout(fn, ms),
    clearTimer: (id) => window.clearTimeout(id),
    hidden: () => document.hidden,
    onVisibility(fn) {
      document.addEventListener('visibilitychange', fn)
      return { [Symbol.dispose]: () => document.removeEventListener('visibilitychange', fn) }
    },
    now: () => performance.now(),
    reportError: (error) => reportError(error),
  }
}
