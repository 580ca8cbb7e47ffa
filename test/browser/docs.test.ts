import { expect, it } from 'vitest'
import { openStage } from './stage.ts'

it('draws the API docs from our own server, within the content policy', async () => {
  const { desk, complaints } = await openStage()
  const page = await desk()
  await page.goto('/docs')
  // Every address of every room is drawn at once.
  await page.getByText('Mark one message as read').waitFor({ timeout: 60_000 })
  expect(complaints).toEqual([])
})
