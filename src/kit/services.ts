/** What the outside world does for us, as small as we need it. Tests and the demo bring their own. */

/** Sends one text message. The console sender writes it to the log instead. */
export type SmsSender = (phone: string, text: string) => Promise<void>

/** Keeps photos by the SHA-256 of their bytes. */
export type PhotoStore = {
  put(id: string, bytes: Uint8Array): Promise<void>
  get(id: string): Promise<Uint8Array | undefined>
  remove(id: string): Promise<void>
  /** Every file that lies there, also half-written ones, with the time it was last put. */
  list(): AsyncIterable<{ id: string; at: Date }>
}

/** Opens and closes a signed-in device's session. `hashOf` names it in the table, where it opens nothing. */
export type SessionBook = {
  open(personId: string, agent: string): Promise<string>
  close(sessionId: string): Promise<void>
  hashOf(sessionId: string): string
}
