import { Button } from '../_ui/button.tsx'
export default function Page() {
  return (
    <main className="p-8">
      <h1 className="text-heading">Recordings</h1>
      <Button variant="primary">Go</Button>
      <Button>Plain</Button>
      <Button variant="danger">Remove</Button>
      <p className="text-ink-2">secondary 00:12:33</p>
    </main>
  )
}
