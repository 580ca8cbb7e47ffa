import type { Context } from 'hono'
import { createContext, useContext } from 'hono/jsx'
import type { TileSettings } from '../config.ts'
import type { Env } from './env.ts'

/** How maps are drawn for this reader: in large letters or not, and over whose tiles. */
export type MapLook = { elder: boolean; tiles: TileSettings | undefined }

const plain: MapLook = { elder: false, tiles: undefined }
const MapLookContext = createContext(plain)
export const MapLookProvider = MapLookContext.Provider
export const mapLookOf = (c: Context<Env>): MapLook => ({ elder: c.get('elder'), tiles: c.get('config').tiles })
export const useMapLook = (): MapLook => useContext(MapLookContext)
