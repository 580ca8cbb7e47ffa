import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeText, readCsv, readTable } from './csv.ts'

it('reads quoted cells, line breaks inside them, and any line ending', () => {
  expect(readCsv('a,b\r\n"1,""x""","two\r\nlines"\r\n\r\n3,\r\n').map(({ cells }) => cells)).toEqual([
    ['a', 'b'],
    ['1,"x"', 'two\nlines'],
    ['3', ''],
  ])
})

it('says on which line of the file a row begins', () => {
  expect(readCsv('h\n"a\nb"\n\nc').map(({ line }) => line)).toEqual([1, 2, 5])
})

it('reads a sheet pasted with tabs, and stray quotes as they stand', () => {
  expect(readCsv('a\tb\n5"\t"open')).toMatchObject([{ cells: ['a', 'b'] }, { cells: ['5"', '"open'] }])
})

it.each([
  ['UTF-8', Buffer.from('蒙自')],
  ['UTF-8 with its mark', Buffer.from('\ufeff蒙自')],
  ['UTF-16', Buffer.from('\ufeff蒙自', 'utf16le')],
  ['GB18030', Buffer.from([0xc3, 0xc9, 0xd7, 0xd4])],
])('decodes %s', (_, bytes) => {
  expect(decodeText(bytes)).toBe('蒙自')
})

it('knows when it is no text at all', () => {
  expect(decodeText(Buffer.from([0xff, 0xff, 0x80]))).toBeUndefined()
})

it('keeps an empty last cell, empty quoted cells, and semicolons where commas stand in the numbers', () => {
  expect(readCsv('a;b;c\n1,5;"";').map(({ cells }) => cells)).toEqual([
    ['a', 'b', 'c'],
    ['1,5', '', ''],
  ])
})

it('finds columns by any of their names, in any width and case', () => {
  const { rows, columnOf } = readTable('\uff2e\uff41\uff4d\uff45 ,编号\n井盖,7')
  const [name, id, none] = [columnOf('名称', 'name'), columnOf('编号'), columnOf('code')]
  expect([name, id, none]).toEqual([0, 1, undefined])
  expect(rows[0]?.cells[id as number]).toBe('7')
})

it.each([
  ['a quote that is never closed in every cell', '"a,'.repeat(300_000)],
  ['doubled quotes that are never closed', `"${'x"",'.repeat(300_000)}`],
  ['one enormous cell', `"${'a""\n'.repeat(300_000)}"`],
])('reads %s in a moment', (_, text) => {
  const started = performance.now()
  readCsv(text)
  expect(performance.now() - started).toBeLessThan(3000)
})

it('reads back whatever a careful program writes', () => {
  const table = fc.array(
    fc.array(
      fc.string().filter((cell) => cell === cell.trim() && !cell.includes('\r')),
      { minLength: 3, maxLength: 3 },
    ),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(table, (rows) => {
      const text = `h1,h2,h3\n${rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`
      expect(
        readCsv(text)
          .slice(1)
          .map(({ cells }) => cells),
      ).toEqual(rows.filter((cells) => cells.some(Boolean)))
    }),
  )
})
