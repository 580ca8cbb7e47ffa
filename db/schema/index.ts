export * from './areas.ts'
export * from './people.ts'
export * from './requests.ts'
