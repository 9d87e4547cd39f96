/** A canvas that fills its parent and has as many pixels as the screen has there, at any zoom of the page. */
export interface LayerSize {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly dpr: number
}

export class CanvasLayer {
  readonly canvas: HTMLCanvasElement
  readonly g: CanvasRenderingContext2D
  private size: LayerSize = { width: 0, height: 0, dpr: 1 }

  constructor(parent: HTMLElement, opaque: boolean) {
    this.canvas = document.createElement('canvas')
    this.canvas.setAttribute('aria-hidden', 'true')
    this.canvas.style.cssText = 'position:absolute;inset:0;pointer-events:none;display:block'
    parent.append(this.canvas)
    this.g = this.canvas.getContext('2d', { alpha: !opaque })!
  }

  resize(size: LayerSize): void {
    const { canvas } = this
    const width = Math.max(1, Math.round(size.width * size.dpr))
    const height = Math.max(1, Math.round(size.height * size.dpr))
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    canvas.style.width = `${size.width}px`
    canvas.style.height = `${size.height}px`
    this.size = size
  }

  get dpr(): number {
    return this.size.dpr
  }

  remove(): void {
    this.canvas.remove()
  }
}

/** Tells the size of an element now and whenever it or the screen's pixel ratio changes. */
export function watchSize(element: HTMLElement, changed: (size: LayerSize) => void): Disposable {
  const tell = () =>
    changed({ width: element.clientWidth, height: element.clientHeight, dpr: window.devicePixelRatio || 1 })
  const observer = new ResizeObserver(tell)
  observer.observe(element)
  let query: MediaQueryList | null = null
  const watchRatio = () => {
    query?.removeEventListener('change', ratioChanged)
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', ratioChanged)
  }
  function ratioChanged() {
    watchRatio()
    tell()
  }
  watchRatio()
  tell()
  return {
    [Symbol.dispose]() {
      observer.disconnect()
      query?.removeEventListener('change', ratioChanged)
    },
  }
}
