import { html, raw } from 'hono/html'
import type { TileSettings } from '../../config.ts'
import { around, boxText, fitted, type MapSize, metersHigh, readBox } from '../../kit/maps.ts'
import type { Position } from '../../kit/places.ts'
import type { Box } from '../../kit/shapes.ts'
import { useMapLook } from '../../web/map-look.ts'
import { useT } from '../../web/words.ts'
import { drawTiles } from './draw.ts'
import { MapSource } from './view.tsx'

/** The picture is exactly this large on every screen: a press without a script tells only how many pixels in it was. */
export const pickerSize: MapSize = { width: 320, height: 280 }

const nearestMeters = 300

/** Around a position as closely as pins are set, else the whole place. */
export function pickerBox(
  at: Position | undefined,
  given: string | undefined,
  place: Box | undefined,
): Box | undefined {
  const shown = readBox(given)
  if (at) return around(at, Math.max(nearestMeters, Math.min(shown ? metersHigh(shown) / 4 : 600, 1200)), pickerSize)
  if (shown) return shown
  return place && fitted(place, pickerSize, 1.05)
}

type PickerProps = {
  box: Box
  at: Position | undefined
  isOpen: boolean
}

/**
 * A map to point on. The picture is a button: its press comes as `pin.x` and `pin.y`, and `pinBox` says what it showed.
 * The form comes back closer; with a script the pin moves at once.
 */
export function PlacePicker({ box, at, isOpen }: PickerProps) {
  const t = useT()
  const { tiles } = useMapLook()
  return (
    <details class="place-picker" open={isOpen} data-picker>
      <summary>{t('在地图上点位置', 'Point it out on the map')}</summary>
      <p class="help">
        {t(
          '点一下问题所在的地方，地图会放大；再点一下更准。',
          'Press where it is: the map comes closer. Press again to be more exact.',
        )}
      </p>
      <input type="hidden" name="pinBox" value={boxText(box)} />
      <div class="picker-map">
        {/* A picture may not ask for others: what lies below it is drawn in the page. */}
        {tiles && raw(String(drawUnderlay(box, tiles)))}
        <input
          type="image"
          name="pin"
          formnovalidate
          src={pictureAddress(box, at)}
          alt={t('地图，点一下选位置', 'Map: press to choose the place')}
          width={pickerSize.width}
          height={pickerSize.height}
        />
      </div>
      <MapSource />
    </details>
  )
}

const pictureAddress = (box: Box, at: Position | undefined) =>
  `/areas/map.svg?bbox=${boxText(box)}${at ? `&at=${at.latitude.toFixed(6)},${at.longitude.toFixed(6)}` : ''}`

/** The tiles below the picture; the script asks for those of the next one. */
export const drawUnderlay = (box: Box, tiles: TileSettings) =>
  html`<svg xmlns="http://www.w3.org/2000/svg" class="picker-tiles" viewBox="0 0 ${pickerSize.width} ${pickerSize.height}" width="${pickerSize.width}" height="${pickerSize.height}" aria-hidden="true">${drawTiles({ box, size: pickerSize }, tiles)}</svg>`
