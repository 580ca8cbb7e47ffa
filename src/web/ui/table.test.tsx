import { expect, it } from 'vitest'
import { Table } from './shown.tsx'

const draw = (columns: number) => {
  const cells = Array.from({ length: columns }, (_, at) => `${at}`)
  return String(<Table head={cells.map((at) => `列${at}`)} rows={[cells]} />)
}

it('names the cells of a wide table for a phone, and stays a table for whoever hears it', () => {
  const wide = draw(4)
  expect(wide).toContain('class="table-wrap stacks"')
  expect(wide).toContain('<td data-label="列3" role="cell">3</td>')
  for (const role of ['table', 'rowgroup', 'row', 'columnheader', 'cell']) expect(wide).toContain(`role="${role}"`)
})

it('does so with three columns in large print only, and with fewer never', () => {
  expect(draw(3)).toContain('class="table-wrap stacks few"')
  expect(draw(2)).not.toMatch(/stacks|few|data-label|role=/)
})
