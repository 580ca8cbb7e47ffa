import { z } from 'zod'
import { decodeText } from '../kit/csv.ts'
import { Refusal } from '../kit/refusal.ts'

const megabyte = 1024 * 1024

/** The field of a form that takes one file with a table in it. */
export const tableFile = (megabytesMax: number) =>
  z
    .file()
    .min(1)
    .max(megabytesMax * megabyte)

/** @throws Refusal `file_unreadable` for a file that holds no text in any encoding spreadsheets write */
export async function textOf(file: File): Promise<string> {
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  if (text === undefined) throw new Refusal('invalid', 'file_unreadable', { field: 'file' })
  return text
}
