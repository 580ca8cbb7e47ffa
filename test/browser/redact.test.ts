import sharp from 'sharp'
import { expect, it } from 'vitest'
import { keepPhoto, publishPhotos, storePhotos } from '../../src/photos/actions.ts'
import { preparePhoto } from '../../src/photos/prepare.ts'
import { openStage } from './stage.ts'

const qingyunPath = '532503000000/532503003000/532503003002/'

/** A street with a white wall where the passer-by stands, on the right. */
async function publishedPhoto({ town }: Awaited<ReturnType<typeof openStage>>) {
  const wall = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#eee' } })
    .png()
    .toBuffer()
  const street = sharp({ create: { width: 800, height: 600, channels: 3, background: '#8a9a6a' } })
  const prepared = await preparePhoto(
    await street
      .composite([{ input: wall, left: 450, top: 100 }])
      .jpeg()
      .toBuffer(),
  )
  await storePhotos(town.photoStore, [prepared])
  const use = { purpose: 'report' as const, subjectId: 'report-1', ownerId: 'wangFang', areaPath: qingyunPath }
  await town.atomically((tx) => keepPhoto(tx, { prepared, ...use, now: town.now() }))
  await town.atomically((tx) => publishPhotos(tx, 'report-1'))
  return prepared.id
}

it.each(['phone', 'desk'] as const)('covers what is drawn over on a %s, and everybody sees it so', async (face) => {
  const stage = await openStage()
  const id = await publishedPhoto(stage)
  const page = await stage[face]('clerkLi')
  await page.goto(`/photos/${id}/redact`)
  const canvas = page.locator('.redact-stage canvas')
  await canvas.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await canvas.boundingBox()) as {
    x: number
    y: number
    width: number
    height: number
  }
  await page.mouse.move(x + width * 0.55, y + height * 0.15)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.7, y + height * 0.5, { steps: 4 })
  await page.mouse.move(x + width * 0.95, y + height * 0.85, { steps: 4 })
  await page.mouse.up()
  const typed = Number(await page.locator('[name="x"]').first().inputValue())
  expect(typed).toBeCloseTo(55, 0)
  expect(await stage.barriers(page)).toEqual([])
  await page.locator('#boxes-reason').fill('路人的脸')
  await page.getByRole('button', { name: '保存遮挡' }).click()
  await page.getByText('已遮挡').waitFor()

  const seen = await stage.town.as(undefined).get(`/photos/${id}`)
  const pixel = sharp(Buffer.from(await seen.arrayBuffer())).extract({ left: 600, top: 300, width: 1, height: 1 })
  expect([...(await pixel.removeAlpha().raw().toBuffer())].every((value) => value < 50)).toBe(true)
  expect(stage.complaints).toEqual([])
})

it('takes boxes in numbers where no script runs', async () => {
  const stage = await openStage()
  const id = await publishedPhoto(stage)
  const page = await stage.desk('clerkLi')
  await page.route('**/redact.js*', (route) => route.abort())
  await page.goto(`/photos/${id}/redact`)
  for (const [name, value] of Object.entries({ x: '55', y: '15', width: '40', height: '70' }))
    await page.locator(`[name="${name}"]`).first().fill(value)
  await page.locator('#boxes-reason').fill('路人的脸')
  await page.getByRole('button', { name: '保存遮挡' }).click()
  await page.getByText('已遮挡').waitFor()
})
