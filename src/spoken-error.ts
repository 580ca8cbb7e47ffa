/** Ends a command with one line that says what went wrong. */
export function spokenError(error: unknown): never {
  const { message, code } = error as NodeJS.ErrnoException
  console.error(`rongyu: ${message || code || String(error)}`)
  process.exit(1)
}
