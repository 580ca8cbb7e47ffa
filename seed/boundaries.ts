import type { Corner, Shape } from '../src/kit/shapes.ts'
import { city, communities, streets } from './places.ts'

const { qingyun, zhenxing, nanhu, yuguopu, mingde } = communities

/** The corners in which streets meet. */
const southWest: Corner = [103.352, 23.345]
const southLake: Corner = [103.393, 23.343]
const southRiver: Corner = [103.426, 23.346]
const southEast: Corner = [103.456, 23.351]
const west: Corner = [103.354, 23.382]
const lake: Corner = [103.391, 23.385]
const river: Corner = [103.424, 23.388]
const east: Corner = [103.453, 23.383]
const northWest: Corner = [103.36, 23.412]
const northMost: Corner = [103.402, 23.419]
const northEast: Corner = [103.446, 23.41]
const lakeRoad: Corner[] = [
  [103.3955, 23.357],
  [103.3925, 23.372],
]
const riverRoad: Corner[] = [
  [103.4285, 23.361],
  [103.4225, 23.375],
]

/** Invented outlines, none of them surveyed: they share their edges as real ones do. */
const outlines: Readonly<Record<string, Corner[]>> = {
  [city]: [southWest, southLake, southRiver, southEast, east, northEast, northMost, northWest, west],
  [streets.wenlan]: [southWest, southLake, ...lakeRoad, lake, west],
  [streets.guanlan]: [southLake, southRiver, ...riverRoad, river, lake, ...lakeRoad.toReversed()],
  [streets.wencui]: [southRiver, southEast, east, river, ...riverRoad.toReversed()],
  [streets.yuguopu]: [west, lake, river, east, northEast, northMost, northWest],
  [qingyun]: [
    [103.3958, 23.3595],
    [103.4062, 23.3592],
    [103.4068, 23.365],
    [103.4055, 23.3686],
    [103.3985, 23.369],
    [103.395, 23.3655],
  ],
  [`${qingyun}G01`]: [
    [103.4005, 23.3643],
    [103.4062, 23.364],
    [103.4068, 23.365],
    [103.4055, 23.3686],
    [103.4003, 23.3689],
  ],
  [`${qingyun}G02`]: [
    [103.3958, 23.3595],
    [103.4062, 23.3592],
    [103.4062, 23.364],
    [103.4005, 23.3643],
    [103.3962, 23.3648],
  ],
  [`${qingyun}C01`]: [
    [103.4032, 23.3662],
    [103.4046, 23.3661],
    [103.4047, 23.3675],
    [103.4033, 23.3677],
  ],
  [`${qingyun}C02`]: [
    [103.3999, 23.363],
    [103.4006, 23.363],
    [103.4006, 23.3639],
    [103.3999, 23.36385],
  ],
  [zhenxing]: [
    [103.4055, 23.3686],
    [103.412, 23.368],
    [103.4152, 23.3705],
    [103.4145, 23.375],
    [103.406, 23.3752],
    [103.4035, 23.372],
  ],
  [`${zhenxing}G01`]: [
    [103.4055, 23.3686],
    [103.412, 23.368],
    [103.4125, 23.3718],
    [103.405, 23.3722],
    [103.4045, 23.3705],
  ],
  [`${zhenxing}C01`]: [
    [103.407, 23.3706],
    [103.4083, 23.3705],
    [103.4084, 23.3717],
    [103.4071, 23.3718],
  ],
  [nanhu]: [
    [103.3805, 23.3572],
    [103.389, 23.3568],
    [103.3905, 23.361],
    [103.3885, 23.3645],
    [103.3815, 23.364],
  ],
  [`${nanhu}G01`]: [
    [103.384, 23.3599],
    [103.3856, 23.3599],
    [103.3857, 23.3612],
    [103.3841, 23.3613],
  ],
  [`${nanhu}C01`]: [
    [103.3837, 23.3589],
    [103.385, 23.3589],
    [103.385, 23.3598],
    [103.3837, 23.3598],
  ],
  [yuguopu]: [
    [103.385, 23.395],
    [103.402, 23.393],
    [103.408, 23.402],
    [103.395, 23.408],
    [103.383, 23.404],
  ],
  [mingde]: [
    [103.43, 23.36],
    [103.441, 23.358],
    [103.445, 23.368],
    [103.436, 23.373],
    [103.4295, 23.368],
  ],
}

/** Where the places of the demo town end, by their code. */
export const boundaryShapes: readonly (readonly [areaId: string, shape: Shape])[] = Object.entries(outlines).map(
  ([areaId, outline]) => [areaId, [[[...outline, outline[0] as Corner]]]],
)
