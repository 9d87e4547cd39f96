import { signal } from '@preact/signals-core'
import { describe, expect, test } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import type { ControlEvent, DeviceSource, InputDevice } from '#app/_studio/devices/control.ts'
import { DeviceHub } from '#app/_studio/devices/device-hub.ts'
import { gamepadSource, type PadState } from '#app/_studio/devices/gamepad-source.ts'
import { type Hid, type HidDevice, hidSource } from '#app/_studio/devices/hid-source.ts'
import { type Mapping, mappingSchema, withAction, withoutDevice } from '#app/_studio/devices/mapping.ts'
import { speedOf } from '#app/_studio/devices/speed.ts'
import { KeyRegistry } from '#app/_studio/keys/keys.ts'
import type { FrameScheduler } from '#app/_studio/scheduler/frame-scheduler.ts'

/** A source whose device does what a test says. */
function fakeSource(device: InputDevice) {
  const listeners = new Set<(device: InputDevice, event: ControlEvent) => void>()
  const source: DeviceSource = {
    devices: signal([device]),
    listen(heard) {
      listeners.add(heard)
      return { [Symbol.dispose]: () => void listeners.delete(heard) }
    },
    [Symbol.dispose]: () => listeners.clear(),
  }
  const say = (control: string, kind: ControlEvent['kind'], value = kind === 'press' ? 1 : 0) => {
    for (const listener of listeners) listener(device, { control, kind, value })
  }
  return { source, say }
}

function scene(key: string, mapping: Mapping = {}) {
  const log: string[] = []
  const keys = new KeyRegistry(null)
  const command = (id: string, more = {}) => ({
    id,
    title: id,
    group: 'Test',
    keys: [],
    run: () => void log.push(id),
    ...more,
  })
  keys.register(
    command('player.forward'),
    command('player.back'),
    command('typing.play', { release: () => log.push('let go') }),
    command('edit.undo'),
  )
  const clock = new FakeClock(null)
  const { source, say } = fakeSource({ key, name: 'Fake' })
  const hub = new DeviceHub({ keys, clock, sources: [source], mapping })
  return { hub, clock, log, say }
}

describe('what a device runs', () => {
  test('a jog wheel steps as often as it was turned, without being mapped first', () => {
    const { log, say } = scene('hid:0b33:0020')
    say('jog', 'turn', 3)
    say('jog', 'turn', -1)
    expect(log).toEqual(['player.forward', 'player.forward', 'player.forward', 'player.back'])
  })

  test('a pedal holds its command as long as it is down', () => {
    const { log, say } = scene('hid:05f3:00ff')
    say('button-1', 'press')
    expect(log).toEqual(['typing.play'])
    say('button-1', 'release')
    expect(log).toEqual(['typing.play', 'let go'])
  })

  test('the ring sets the speed, and pauses in the middle', () => {
    const { clock, say } = scene('hid:0b33:0020')
    say('ring', 'level', 1)
    expect([clock.playing.peek(), clock.rate.peek()]).toEqual([true, 16])
    say('ring', 'level', -3 / 7)
    expect(clock.rate.peek()).toBe(-1)
    say('ring', 'level', 0)
    expect([clock.playing.peek(), clock.rate.peek()]).toEqual([false, 1])
  })

  test('a mapping goes before what the device does by itself, and unmapping brings that back', () => {
    const { hub, log, say } = scene('hid:05f3:00ff')
    hub.mapping.value = withAction(hub.mapping.peek(), 'hid:05f3:00ff', 'button-1', {
      do: 'command',
      id: 'edit.undo',
    })
    say('button-1', 'press')
    say('button-1', 'release')
    hub.mapping.value = withoutDevice(hub.mapping.peek(), 'hid:05f3:00ff')
    say('button-1', 'press')
    expect(log).toEqual(['edit.undo', 'typing.play'])
  })

  test('while controls are learned they are shown and do nothing; what was held is let go', () => {
    const { hub, log, say } = scene('hid:05f3:00ff')
    say('button-1', 'press')
    const learning = hub.learn()
    expect(log).toEqual(['typing.play', 'let go'])
    say('button-2', 'press')
    expect(hub.heard.peek()?.event.control).toBe('button-2')
    learning[Symbol.dispose]()
    learning[Symbol.dispose]()
    say('button-1', 'press')
    expect(log).toEqual(['typing.play', 'let go', 'typing.play'])
  })

  test('a stick that rates says where it stands, and nothing while controls are learned', () => {
    const { hub, clock, say } = scene('gamepad:any')
    expect(hub.rate.peek()).toBeNull()
    say('axis-1', 'level', -0.5)
    expect(hub.rate.peek()).toBe(-0.5)
    expect(clock.playing.peek()).toBe(false)
    using _learning = hub.learn()
    say('axis-1', 'level', 1)
    expect(hub.rate.peek()).toBe(-0.5)
  })

  test('after the studio closed nothing is heard', () => {
    const { hub, log, say } = scene('hid:05f3:00ff')
    hub[Symbol.dispose]()
    say('button-1', 'press')
    expect(log).toEqual([])
  })
})

test('speeds rise from the middle to the ends on both sides', () => {
  expect([-1, -0.2, -0.05, 0, 0.05, 0.1, 0.3, 0.5, 1].map(speedOf)).toEqual([
    -16, -0.25, 0, 0, 0, 0.25, 0.5, 2, 16,
  ])
})

test('a mapping that was kept is checked: what is no mapping is none', () => {
  expect(mappingSchema.safeParse({ 'hid:1': { a: { do: 'speed' } } }).success).toBe(true)
  expect(mappingSchema.safeParse({ 'hid:1': { a: { do: 'explode' } } }).success).toBe(false)
})

test('a game pad is polled while it is connected: buttons by change, sticks from where they rest', () => {
  let pads: PadState[] = []
  let changed = () => {}
  let poll = () => {}
  let continuous = false
  const scheduler = {
    add(_phase: string, run: () => void) {
      poll = run
      return {
        invalidate() {},
        setContinuous(on: boolean) {
          continuous = on
        },
        [Symbol.dispose]() {},
      }
    },
  } as unknown as FrameScheduler
  const source = gamepadSource(scheduler, {
    pads: () => pads,
    onChange(fn) {
      changed = fn
      return { [Symbol.dispose]() {} }
    },
  })
  expect(continuous).toBe(false)
  const said: string[] = []
  source.listen((device, e) => said.push(`${device.name}: ${e.control} ${e.kind} ${e.value}`))
  const pad = (pressed: boolean, axis: number): PadState => ({
    id: 'Wheel (Vendor: 046d Product: c24f)',
    index: 0,
    connected: true,
    buttons: [{ pressed }],
    axes: [axis],
  })
  pads = [pad(false, 0.1)]
  changed()
  expect([continuous, source.devices.peek().map((d) => d.name)]).toEqual([true, ['Wheel']])
  poll()
  pads = [pad(true, 0.105)]
  poll()
  pads = [pad(true, 0.5)]
  poll()
  poll()
  expect(said).toEqual(['Wheel: button-0 press 1', 'Wheel: axis-0 level 0.5'])
  pads = []
  changed()
  expect(continuous).toBe(false)
})

describe('WebHID', () => {
  function fakeHid(fails = false) {
    const handlers = new Map<string, (event: { device: HidDevice }) => void>()
    const reports = new Set<(event: { reportId: number; data: DataView }) => void>()
    const device: HidDevice & { opened: boolean } = {
      vendorId: 0x05f3,
      productId: 0x00ff,
      productName: 'Pedals',
      opened: false,
      collections: [{ inputReports: [{ reportId: 0, items: [{ reportSize: 1, reportCount: 3 }] }] }],
      async open() {
        if (fails) throw new Error('busy')
        device.opened = true
      },
      async close() {
        device.opened = false
      },
      addEventListener: (_type, fn) => void reports.add(fn),
      removeEventListener: (_type, fn) => void reports.delete(fn),
    }
    const hid: Hid = {
      getDevices: async () => [],
      requestDevice: async () => [device],
      addEventListener: (type, fn) => void handlers.set(type, fn),
      removeEventListener: (type) => void handlers.delete(type),
    }
    const send = (byte: number) => {
      for (const fn of reports) fn({ reportId: 0, data: new DataView(Uint8Array.of(byte).buffer) })
    }
    return { hid, device, send, unplug: () => handlers.get('disconnect')?.({ device }) }
  }

  test('a device that was picked is opened and heard, until it is unplugged', async () => {
    const { hid, device, send, unplug } = fakeHid()
    const source = hidSource(hid)
    const said: string[] = []
    source.listen((from, e) => said.push(`${from.key} ${e.control} ${e.kind}`))
    expect(await source.ask()).toBeNull()
    expect([device.opened, source.devices.peek()]).toEqual([true, [{ key: 'hid:05f3:00ff', name: 'Pedals' }]])
    send(0b100)
    send(0)
    expect(said).toEqual(['hid:05f3:00ff button-2 press', 'hid:05f3:00ff button-2 release'])
    unplug()
    send(0b001)
    expect([said.length, source.devices.peek()]).toEqual([2, []])
  })

  test('a device that another program holds, and a browser without WebHID, are told plainly', async () => {
    expect(await hidSource(fakeHid(true).hid).ask()).toMatch(/Pedals could not be opened. Another program/)
    expect(await hidSource(null).ask()).toMatch(/Chrome and Edge can/)
  })
})
