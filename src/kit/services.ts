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

/** A call to somebody else's server. */
export type OutboundRequest = {
  url: string
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | undefined
  headers?: Record<string, string> | undefined
  body?: string | Uint8Array | undefined
  /** What may come back, by its media type: `['application/json']`. Anything when left out. */
  types?: readonly string[] | undefined
  bytesMax?: number | undefined
  /** For each server on the way. */
  milliseconds?: number | undefined
  redirectsMax?: number | undefined
}

export type OutboundAnswer = {
  /** Where the answer came from, after redirects. */
  url: string
  status: number
  headers: Record<string, string | undefined>
  body: Buffer
}

/**
 * Calls another server, never one of the inner network unless it is named in `OUTBOUND_ALLOW`. Not inside `atomically`.
 *
 * @throws Refusal `outbound_refused` (the address may not be called; trying again is no use), `outbound_failed` (too slow,
 * too large, of another type, unreachable)
 */
export type Outbound = (request: OutboundRequest) => Promise<OutboundAnswer>
