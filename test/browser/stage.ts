import { AxeBuilder } from '@axe-core/playwright'
import jsqr from 'jsqr'
import { chromium, type Locator, type Page } from 'playwright-core'
import sharp from 'sharp'
import { inject, onTestFinished } from 'vitest'
import { second } from '../../src/kit/clock.ts'
import { listen } from '../../src/listen.ts'
import { type CastName, openTown } from '../town.ts'

const phoneSize = { width: 390, height: 844 }
const deskSize = { width: 1280, height: 800 }
const quietly = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A town with its doors open and a Chromium in front of it, closed when the test ends.
 *
 * @param cameraFile what the camera sees: an absolute path of `.mjpeg` (JPEG frames one after another) or `.y4m`
 */
export async function openStage({ cameraFile }: { cameraFile?: string } = {}) {
  const town = await openTown({ config: { port: 0, host: '127.0.0.1' } })
  const house = await listen(town)
  const address = `http://127.0.0.1:${house.port}`
  town.config.baseUrl = address

  const complaints: string[] = []
  const browser = await chromium.launch({
    executablePath: inject('chromium'),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...quietly, ...(cameraFile ? cameraFlags(cameraFile) : [])],
  })
  onTestFinished(async () => {
    await browser.close()
    await house.close()
  })

  type Size = { width: number; height: number }
  async function open(who: CastName | string | undefined, viewport: Size, deviceScaleFactor = 1): Promise<Page> {
    const common = { baseURL: address, locale: 'zh-CN', permissions: ['camera'] }
    const context = await browser.newContext({ ...common, viewport, deviceScaleFactor })
    context.setDefaultTimeout(10 * second)
    if (who) await context.addCookies([{ name: 'session', value: await town.sessions.open(who, 'test'), url: address }])
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('console', (said) => said.type() === 'error' && complaints.push(`${page.url()}: ${said.text()}`))
    return page
  }

  return {
    town,
    address,
    /** What browsers complained about, such as a script the content policy stopped. Expect it to be empty. */
    complaints,
    /** A resident's phone, signed in by a session cookie; `dots` to a pixel where something fine has to be read. */
    phone: (who?: CastName | string, dots = 1) => open(who, phoneSize, dots),
    /** The screen of a desk or a counter. */
    desk: (who?: CastName | string) => open(who, deskSize),
    /** A browser without a network, for a file that somebody kept; its clock stands where the town's does. */
    async offline(): Promise<Page> {
      const context = await browser.newContext({ viewport: phoneSize, offline: true, permissions: ['camera'] })
      context.setDefaultTimeout(10 * second)
      const page = await context.newPage()
      await page.clock.setFixedTime(town.now())
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
      page.on('console', (said) => said.type() === 'error' && complaints.push(`${page.url()}: ${said.text()}`))
      return page
    },
    /** Closes the doors, as when the service is stopped. */
    stop: () => house.close(),
    /** What axe finds wrong with the page as it stands, by rule. */
    async barriers(page: Page): Promise<string[]> {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    },
  }
}

const cameraFlags = (file: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
]

/** What a phone's camera reads from a QR code on somebody else's screen. */
export async function readCode(code: Locator): Promise<string> {
  const { data, info } = await sharp(await code.screenshot())
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const read = jsqr.default(new Uint8ClampedArray(data), info.width, info.height)
  if (!read) throw new Error('no QR code could be read')
  return read.data
}
