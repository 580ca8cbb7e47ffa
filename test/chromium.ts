import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The path of a Chromium: `CHROME_PATH`, the system's, Playwright's cache, else installed (apt when root, then
 * Playwright's own download).
 *
 * @throws Error in one line that says what to do
 */
export function ensureChromium(): string {
  const path = find() ?? installWithApt() ?? installWithPlaywright()
  if (!path) throw new Error('The browser tests need Chromium, and none could be installed: set CHROME_PATH to one.')
  return path
}

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const find = () => [process.env.CHROME_PATH, ...systemPaths, ...cached()].find((path) => path && existsSync(path))

function cached(): string[] {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), '.cache/ms-playwright')
  if (!existsSync(folder)) return []
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-linux/headless_shell',
  ]
  return readdirSync(folder)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .flatMap((name) => programs.map((program) => join(folder, name, program)))
}

const isRoot = process.getuid?.() === 0

function installWithApt() {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return undefined
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2']
  run('apt-get', ['update', ...options])
  run('apt-get', ['install', '-y', '--no-install-recommends', ...options, 'chromium', 'fonts-noto-cjk'])
  return find()
}

function installWithPlaywright() {
  const dependencies = isRoot ? ['--with-deps'] : []
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', ...dependencies, 'chromium-headless-shell'])
  return find()
}

function run(command: string, args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000, env })
}
