import { createContext, useContext } from 'hono/jsx'

const TokenContext = createContext('')
export const FormTokenProvider = TokenContext.Provider

/** The hidden `_token` of a form, for browsers that do not say where a form comes from. Empty where they do. */
export function FormToken() {
  const token = useContext(TokenContext)
  return token ? <input type="hidden" name="_token" value={token} /> : null
}
