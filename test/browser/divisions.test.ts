import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openStage } from './stage.ts'

const rows = [
  '级别,代码,名称,上级',
  '街道,532503091,新安所街道,532503',
  '社区,532503091001,南湖社区,532503091',
  '村,532503091201,𠮷祥村,532503091',
  '街道,5325030,少两位街道,532503',
  '村,532503099201,没有街道的村,532503099',
  '县市,532501,个旧市,5325',
]

const files = {
  'UTF-8 with a byte order mark and CRLF': Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`),
  'GB18030 with CRLF': inGb18030(`${rows.join('\r\n')}\r\n`),
  'UTF-8 without a last line end': Buffer.from(rows.join('\n')),
}

it.each(Object.entries(files))('imports a division table of %s, row by row', async (_, file) => {
  const stage = await openStage()
  const page = await stage.desk('adminZheng')
  await page.goto('/desk/areas')
  await page.getByRole('link', { name: '导入区划表' }).click()
  await choose(page, file)
  expect(await figures(page)).toEqual({ 新增: 3, 改名: 0, '已有，不变': 0, '不属于本市，略过': 1, '有问题，不导入': 2 })
  const faults = page.getByRole('table').first()
  expect(await faults.getByRole('row', { name: '少两位街道' }).textContent()).toContain('5代码的位数或格式不对')
  expect(await faults.getByRole('row', { name: '没有街道的村' }).textContent()).toContain('6上级不存在')
  expect(await stage.barriers(page)).toEqual([])

  await page.getByRole('button', { name: '确认导入 3 行' }).click()
  await page.getByText('已新增 3 个区域，改名 0 个。').waitFor()
  await page.getByRole('link', { name: '查看区域' }).click()
  for (const name of ['新安所街道', '南湖社区', '𠮷祥村']) await page.getByRole('link', { name }).waitFor()
  expect(await page.getByRole('link', { name: '少两位街道' }).count()).toBe(0)
  await page.goto('/areas/532503091001')
  expect(await page.locator('main').textContent()).toContain('新安所街道')

  await page.goto('/desk/areas/import')
  await choose(page, file)
  expect(await figures(page)).toMatchObject({ 新增: 0, '已有，不变': 3 })
  expect(stage.complaints).toEqual([])
})

it.each([
  ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]), '区划.jpg'],
  ['a table without its columns', Buffer.from('名称,人数\n南湖社区,12\n'), '居民.csv'],
  ['an empty file', Buffer.from(''), '空.csv'],
])('says what is wrong with %s, and lets one choose again', async (_, file, name) => {
  const stage = await openStage()
  const page = await stage.desk('adminZheng')
  await page.goto('/desk/areas/import')
  await choose(page, file, name)
  await page.getByRole('alert').first().waitFor()
  await choose(page, Buffer.from(rows.join('\n')))
  expect(await figures(page)).toMatchObject({ 新增: 3 })
})

const mengzi = new URL('../../../shared/data/admin/mengzi_532503_divisions_2023.csv', import.meta.url)
const absent = existsSync(mengzi) ? '' : ' (skipped: ../shared/data is absent)'
it.skipIf(!existsSync(mengzi))(`imports the whole table of Mengzi${absent}`, async () => {
  const stage = await openStage()
  const page = await stage.desk('adminZheng')
  await page.goto('/desk/areas/import')
  await choose(page, readFileSync(mengzi))
  const { 新增: fresh, '有问题，不导入': faulty } = await figures(page)
  expect(faulty).toBe(0)
  await page.getByRole('button', { name: `确认导入 ${(fresh ?? 0) + ((await figures(page)).改名 ?? 0)} 行` }).click()
  await page.getByText(`已新增 ${fresh} 个区域`).waitFor()
  await page.goto('/desk/areas')
  await page.getByRole('link', { name: '文澜街道' }).waitFor()
  expect(stage.complaints).toEqual([])
})

async function choose(page: Page, buffer: Buffer, name = '区划.csv') {
  await page.getByLabel('CSV 文件').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: '预览' }).click()
}

/** The counts above the preview, by their names. */
async function figures(page: Page): Promise<Record<string, number>> {
  await page.getByRole('heading', { name: '导入前看一看' }).waitFor()
  const all = await page
    .locator('.figures .figure')
    .evaluateAll((boxes) =>
      boxes.map((box) => [box.textContent?.replace(/\d+/, '').trim(), Number(box.textContent?.match(/\d+/)?.[0])]),
    )
  return Object.fromEntries(all)
}

/** As a spreadsheet saves it in China. Node only decodes it, so the bytes of each character are looked up. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  return Buffer.from(
    [...text].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : (known.get(one) ?? fourBytes(one)))),
  )
}

/** Beyond the two-byte characters: four bytes in a row from U+10000 on. */
function fourBytes(one: string): number[] {
  const index = (one.codePointAt(0) as number) - 0x10000
  return [
    0x90 + Math.floor(index / 12600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ]
}
