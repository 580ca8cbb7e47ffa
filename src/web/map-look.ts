import { createContext, useContext } from 'hono/jsx'
import type { TileSettings } from '../config.ts'

/** How maps are drawn for this reader: in large letters or not, and over whose tiles. */
export type MapLook = { elder: boolean; tiles: TileSettings | undefined }

const MapLookContext = createContext<MapLook>({ elder: false, tiles: undefined })
export const MapLookProvider = MapLookContext.Provider
export const useMapLook = (): MapLook => useContext(MapLookContext)
