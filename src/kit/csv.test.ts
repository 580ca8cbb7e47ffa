import { expect, it } from 'vitest'
import { decodeText, readCsv } from './csv.ts'

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
