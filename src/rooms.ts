import { areasWords } from './areas/words.ts'
import { calendarWords } from './calendar/words.ts'
import { credentialsJobs } from './credentials/jobs.ts'
import { credentialsPersonal } from './credentials/personal.ts'
import { credentialsWords } from './credentials/words.ts'
import { donationsPersonal } from './donations/personal.ts'
import { donationsWaiting } from './donations/waiting.ts'
import { donationsWords } from './donations/words.ts'
import { honorsPersonal } from './honors/personal.ts'
import { starsJobs } from './honors/stars/jobs.ts'
import { honorsWaiting } from './honors/waiting.ts'
import { honorsWords } from './honors/words.ts'
import { hoursJobs } from './hours/jobs.ts'
import { hoursPersonal } from './hours/personal.ts'
import { hoursWaiting } from './hours/waiting.ts'
import { hoursWords } from './hours/words.ts'
import { householdsJobs } from './households/jobs.ts'
import { householdsPersonal } from './households/personal.ts'
import { householdsWaiting } from './households/waiting.ts'
import { householdsWords } from './households/words.ts'
import type { Job } from './jobs.ts'
import { creditJobs } from './merchants/credit/jobs.ts'
import { creditPersonal } from './merchants/credit/personal.ts'
import { creditWords } from './merchants/credit/words.ts'
import { merchantsJobs } from './merchants/jobs.ts'
import { merchantsPersonal } from './merchants/personal.ts'
import { merchantsWaiting } from './merchants/waiting.ts'
import { merchantsWords } from './merchants/words.ts'
import { noticesPersonal } from './notices/personal.ts'
import { noticesWords } from './notices/words.ts'
import { peopleJobs } from './people/jobs.ts'
import { peoplePersonal } from './people/privacy/personal.ts'
import { peopleWaiting } from './people/waiting.ts'
import { peopleWords } from './people/words.ts'
import { photosJobs } from './photos/jobs.ts'
import { photosPersonal } from './photos/personal.ts'
import { photosWords } from './photos/words.ts'
import { pointsJobs } from './points/jobs.ts'
import { pointsPersonal } from './points/personal.ts'
import { pointsWaiting } from './points/waiting.ts'
import { pointsWords } from './points/words.ts'
import { reportsJobs } from './reports/jobs.ts'
import { reportsPersonal } from './reports/personal.ts'
import { routingWords } from './reports/routing/words.ts'
import { reportsWaiting } from './reports/waiting.ts'
import { reportsWords } from './reports/words.ts'
import { stockJobs } from './stock/jobs.ts'
import { stockWaiting } from './stock/waiting.ts'
import { stockWords } from './stock/words.ts'
import { deliveryJobs } from './stores/deliveries/jobs.ts'
import { campaignJobs } from './stores/draws/jobs.ts'
import { orderJobs } from './stores/orders/jobs.ts'
import { storesPersonal } from './stores/personal.ts'
import { storesWaiting } from './stores/waiting.ts'
import { storesWords } from './stores/words.ts'
import { tasksJobs } from './tasks/jobs.ts'
import { tasksPersonal } from './tasks/personal.ts'
import { presenceJobs } from './tasks/presence/jobs.ts'
import { presenceWords } from './tasks/presence/words.ts'
import { reviewsJobs } from './tasks/reviews/jobs.ts'
import { reviewsWords } from './tasks/reviews/words.ts'
import { tasksWaiting } from './tasks/waiting.ts'
import { tasksWords } from './tasks/words.ts'
import type { PersonalRoom } from './web/personal.ts'
import type { WaitingRoom } from './web/waiting.ts'
import { type Words, webWords } from './web/words.ts'

/** Every sentence of every refusal. */
export const words: Words = {
  ...webWords,
  ...areasWords,
  ...calendarWords,
  ...peopleWords,
  ...noticesWords,
  ...stockWords,
  ...storesWords,
  ...donationsWords,
  ...photosWords,
  ...pointsWords,
  ...hoursWords,
  ...credentialsWords,
  ...honorsWords,
  ...householdsWords,
  ...tasksWords,
  ...presenceWords,
  ...reviewsWords,
  ...reportsWords,
  ...routingWords,
  ...merchantsWords,
  ...creditWords,
}

/** What each room keeps about a person, and gives up when they go; from the ground up. */
export const personal: readonly PersonalRoom[] = [
  peoplePersonal,
  noticesPersonal,
  photosPersonal,
  pointsPersonal,
  hoursPersonal,
  credentialsPersonal,
  tasksPersonal,
  // Before the stores: they give up somebody's orders first, and only then does the household go on without them.
  householdsPersonal,
  storesPersonal,
  donationsPersonal,
  reportsPersonal,
  honorsPersonal,
  merchantsPersonal,
  creditPersonal,
]

/** What waits for somebody on the desk, in the order it is shown: people who wait for help first. */
export const waiting: readonly WaitingRoom[] = [
  reportsWaiting,
  storesWaiting,
  tasksWaiting,
  hoursWaiting,
  peopleWaiting,
  donationsWaiting,
  stockWaiting,
  householdsWaiting,
  honorsWaiting,
  merchantsWaiting,
  pointsWaiting,
]

/** The clockwork: what has to happen without anybody asking. */
export const jobs: readonly Job[] = [
  ...peopleJobs,
  ...pointsJobs,
  ...photosJobs,
  ...stockJobs,
  ...orderJobs,
  ...householdsJobs,
  ...campaignJobs,
  ...deliveryJobs,
  ...tasksJobs,
  ...presenceJobs,
  ...reviewsJobs,
  ...hoursJobs,
  ...starsJobs,
  ...credentialsJobs,
  ...creditJobs,
  ...reportsJobs,
  ...merchantsJobs,
]
