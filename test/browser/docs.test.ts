import { expect, it } from 'vitest'
import { openStage } from './stage.ts'

it('draws the API docs from our own server, within the content policy', async () => {
  const { desk, complaints } = await openStage()
  const page = await desk()
  await page.goto('/docs')
  await page.getByText('Mark one message as read').waitFor()
  expect(complaints).toEqual([])
})
