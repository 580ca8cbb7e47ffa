import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { areasApi } from './areas/api.ts'
import { boundariesDesk } from './areas/boundaries/pages.tsx'
import { areasDeskApi } from './areas/desk/api.ts'
import { areasDesk } from './areas/desk/pages.tsx'
import { divisionsApi } from './areas/divisions/api.ts'
import { divisionsDesk } from './areas/divisions/pages.tsx'
import { mapPages } from './areas/map/pages.ts'
import { organizationsDesk } from './areas/organizations/pages.tsx'
import { areasPages } from './areas/pages.tsx'
import { calendarApi } from './calendar/api.ts'
import { calendarDesk } from './calendar/pages.tsx'
import { credentialsApi } from './credentials/api.ts'
import { credentialsPages } from './credentials/pages.tsx'
import { figuresApi } from './dashboard/figures/api.ts'
import { dashboardPages } from './dashboard/pages.tsx'
import { donationsApi } from './donations/api.ts'
import { useChangesApi } from './donations/changes/api.ts'
import { moneyApi } from './donations/money/api.ts'
import { donationsPages } from './donations/pages.ts'
import { honorsApi } from './honors/api.ts'
import { nominationsApi } from './honors/nominations/api.ts'
import { honorsPages } from './honors/pages.tsx'
import { starsApi } from './honors/stars/api.ts'
import { hoursApi } from './hours/api.ts'
import { backEntriesPages } from './hours/back-entries/pages.tsx'
import { hoursPages } from './hours/pages.tsx'
import { householdsApi } from './households/api.ts'
import { householdsPages } from './households/pages.tsx'
import { Refusal } from './kit/refusal.ts'
import { merchantsApi } from './merchants/api.ts'
import { creditApi } from './merchants/credit/api.ts'
import { creditPages } from './merchants/credit/pages.ts'
import { merchantsPages } from './merchants/pages.tsx'
import { noticesApi } from './notices/api.ts'
import { noticesPages } from './notices/pages.tsx'
import { unreadCountOf } from './notices/queries.ts'
import { peopleApi } from './people/api.ts'
import { peoplePages } from './people/pages.tsx'
import { photosApi } from './photos/api.ts'
import { photosPages } from './photos/pages.ts'
import { redactionPages } from './photos/redaction/pages.tsx'
import { pointsApi } from './points/api.ts'
import { choicesApi } from './points/choices/api.ts'
import { pointsDeskApi } from './points/desk/api.ts'
import { pointsPages } from './points/pages.tsx'
import { rulebookApi } from './points/rulebook/api.ts'
import { categoriesApi } from './reports/categories/api.ts'
import { categoriesDesk } from './reports/categories/pages.tsx'
import { reportsDeskApi } from './reports/desk/api.ts'
import { reportCasePages } from './reports/desk/case-pages.tsx'
import { reportListsApi } from './reports/desk/lists-api.ts'
import { reportsDesk } from './reports/desk/pages.tsx'
import { reportSearchDesk } from './reports/desk/search/pages.tsx'
import { devicesApi } from './reports/devices/api.ts'
import { devicesDesk } from './reports/devices/pages.tsx'
import { dutyApi } from './reports/duty/api.ts'
import { dutyPages } from './reports/duty/pages.tsx'
import { reportFiguresPages } from './reports/figures/pages.tsx'
import { filingApi } from './reports/filing/api.ts'
import { snapPages } from './reports/filing/snap-pages.tsx'
import { followApi } from './reports/follow/api.ts'
import { myReportsPages } from './reports/follow/pages.tsx'
import { reportImportsDesk } from './reports/imports/pages.tsx'
import { openDataPages } from './reports/open-data/pages.ts'
import { apiKeysDesk } from './reports/open311/desk.tsx'
import { open311Server } from './reports/open311/server.ts'
import { passingDesk } from './reports/passing/pages.tsx'
import { peersDesk } from './reports/passing/peers-pages.tsx'
import { reportsApi } from './reports/public/api.ts'
import { reportsFeed } from './reports/public/feed.ts'
import { reportListPages } from './reports/public/list-pages.tsx'
import { reportPages } from './reports/public/pages.tsx'
import { reportStepsPages } from './reports/public/steps-pages.ts'
import { routingApi } from './reports/routing/api.ts'
import { routingDesk } from './reports/routing/pages.tsx'
import { subscriptionsApi } from './reports/subscriptions/api.ts'
import { subscriptionPages } from './reports/subscriptions/pages.tsx'
import { personal, waiting, words } from './rooms.ts'
import type { Services } from './services.ts'
import { stockApi } from './stock/api.ts'
import { catalogueApi } from './stock/catalogue/api.ts'
import { catalogueImportApi } from './stock/catalogue/import/api.ts'
import { countsApi } from './stock/counts/api.ts'
import { coverageApi } from './stock/coverage/api.ts'
import { stockPages } from './stock/pages.ts'
import { lotsApi } from './stock/shelf/api.ts'
import { shipmentsApi } from './stock/shipments/api.ts'
import { storesApi } from './stores/api.ts'
import { campaignsApi } from './stores/campaigns/api.ts'
import { campaignsDeskApi } from './stores/campaigns/desk-api.ts'
import { campaignsDesk } from './stores/campaigns/desk-pages.tsx'
import { campaignsPages } from './stores/campaigns/pages.tsx'
import { counterApi } from './stores/counter/api.ts'
import { counterPages } from './stores/counter/pages.tsx'
import { deliveriesApi } from './stores/deliveries/api.ts'
import { deliveriesPages } from './stores/deliveries/pages.tsx'
import { storesDeskApi } from './stores/desk/api.ts'
import { storesDeskPages } from './stores/desk/pages.tsx'
import { drawsPages } from './stores/draws/pages.tsx'
import { offlineApi } from './stores/offline/api.ts'
import { discrepanciesApi } from './stores/offline/desk-api.ts'
import { offlinePages } from './stores/offline/pages.tsx'
import { placeOrder } from './stores/orders/actions.ts'
import { ordersApi } from './stores/orders/api.ts'
import { ordersPages } from './stores/orders/pages.tsx'
import { storesPages } from './stores/pages.tsx'
import { proxiesApi } from './stores/proxies/api.ts'
import { proxiesPages } from './stores/proxies/pages.tsx'
import { activitiesApi } from './tasks/activities/api.ts'
import { activitiesDeskPages } from './tasks/activities/desk-pages.tsx'
import { tasksFeed } from './tasks/activities/feed.ts'
import { activitiesPages } from './tasks/activities/pages.tsx'
import { calendarPages } from './tasks/calendar/pages.tsx'
import { claimsApi } from './tasks/claims/api.ts'
import { claimsPages } from './tasks/claims/pages.tsx'
import { presenceApi } from './tasks/presence/api.ts'
import { presenceDeskPages } from './tasks/presence/desk-pages.tsx'
import { presencePages } from './tasks/presence/pages.tsx'
import { reviewsApi } from './tasks/reviews/api.ts'
import { reviewsDeskPages } from './tasks/reviews/desk-pages.tsx'
import { reviewsPages } from './tasks/reviews/pages.tsx'
import { seriesApi } from './tasks/series/api.ts'
import { seriesDeskPages } from './tasks/series/desk-pages.tsx'
import { apiDocs } from './web/docs.tsx'
import type { Env } from './web/env.ts'
import { answerError, answerRefusal } from './web/errors.tsx'
import { assertGuarded } from './web/guard.ts'
import { heading, limitedBody, logging, reading, sameSite } from './web/middleware.ts'
import { operations } from './web/operations.ts'
import { staticFiles } from './web/static.ts'

/** Every room and its address. */
export function createApp(services: Services) {
  const app = new OpenAPIHono<Env>()
  app.onError(answerError)
  app.notFound((c) => answerRefusal(new Refusal('missing', 'page_missing'), c))
  app.route('/', staticFiles)
  app.use(standing(services), heading, logging(services.log), reading(services.sessions.actorOf), sameSite, limitedBody)

  app.route('/', peoplePages)
  app.route('/api/v1', peopleApi)
  app.route('/', mapPages)
  app.route('/', areasPages)
  app.route('/', divisionsDesk)
  app.route('/', boundariesDesk)
  app.route('/', areasDesk)
  app.route('/', calendarDesk)
  app.route('/', organizationsDesk)
  app.route('/', noticesPages)
  app.route('/', photosPages)
  app.route('/', redactionPages)
  app.route('/api/v1', photosApi)
  app.route('/', pointsPages)
  app.route('/api/v1', pointsApi)
  app.route('/api/v1', pointsDeskApi)
  app.route('/api/v1', rulebookApi)
  app.route('/api/v1', choicesApi)
  app.route('/api/v1', divisionsApi)
  app.route('/api/v1', areasApi)
  app.route('/api/v1', areasDeskApi)
  app.route('/api/v1', calendarApi)
  app.route('/api/v1', noticesApi)
  app.route('/', tasksFeed)
  app.route('/', activitiesPages)
  app.route('/', activitiesDeskPages)
  app.route('/', seriesDeskPages)
  app.route('/', claimsPages)
  app.route('/', calendarPages)
  app.route('/api/v1', activitiesApi)
  app.route('/api/v1', claimsApi)
  app.route('/', credentialsPages)
  app.route('/api/v1', credentialsApi)
  app.route('/', hoursPages)
  app.route('/', backEntriesPages)
  app.route('/api/v1', hoursApi)
  app.route('/', presencePages)
  app.route('/', presenceDeskPages)
  app.route('/api/v1', presenceApi)
  app.route('/', reviewsPages)
  app.route('/', reviewsDeskPages)
  app.route('/api/v1', reviewsApi)
  app.route('/api/v1', seriesApi)
  app.route('/', open311Server)
  app.route('/', apiKeysDesk)
  app.route('/', routingDesk)
  app.route('/', categoriesDesk)
  app.route('/', reportImportsDesk)
  app.route('/', peersDesk)
  app.route('/', devicesDesk)
  app.route('/', passingDesk)
  app.route('/', dutyPages)
  app.route('/', reportsDesk)
  app.route('/', reportSearchDesk)
  app.route('/', reportCasePages)
  app.route('/', honorsPages)
  app.route('/api/v1', honorsApi)
  app.route('/api/v1', nominationsApi)
  app.route('/api/v1', starsApi)
  app.route('/', merchantsPages)
  app.route('/', creditPages)
  app.route('/api/v1', creditApi)
  app.route('/api/v1', merchantsApi)
  app.route('/', householdsPages(placeOrder))
  app.route('/api/v1', householdsApi(placeOrder))
  app.route('/', dashboardPages(waiting))
  app.route('/api/v1', figuresApi)

  app.route('/', snapPages)
  app.route('/', myReportsPages)
  app.route('/', reportListPages)
  app.route('/', reportsFeed)
  app.route('/', reportFiguresPages)
  app.route('/', openDataPages)
  app.route('/', subscriptionPages)
  app.route('/', reportPages)
  app.route('/', reportStepsPages)
  app.route('/api/v1', filingApi)
  app.route('/api/v1', reportsApi)
  app.route('/api/v1', devicesApi)
  app.route('/api/v1', followApi)
  app.route('/api/v1', reportsDeskApi)
  app.route('/api/v1', reportListsApi)
  app.route('/api/v1', subscriptionsApi)
  app.route('/api/v1', categoriesApi)
  app.route('/api/v1', routingApi)
  app.route('/api/v1', dutyApi)

  app.route('/', stockPages)
  app.route('/api/v1', stockApi)
  app.route('/api/v1', catalogueImportApi)
  app.route('/api/v1', catalogueApi)
  app.route('/api/v1', countsApi)
  app.route('/api/v1', coverageApi)
  app.route('/api/v1', lotsApi)
  app.route('/api/v1', shipmentsApi)
  app.route('/', storesPages)
  app.route('/', drawsPages)
  app.route('/', campaignsPages)
  app.route('/', campaignsDesk)
  app.route('/', proxiesPages)
  app.route('/', ordersPages)
  app.route('/', counterPages)
  app.route('/', deliveriesPages)
  app.route('/', storesDeskPages)
  app.route('/api/v1', storesApi)
  app.route('/api/v1', storesDeskApi)
  app.route('/api/v1', ordersApi)
  app.route('/api/v1', campaignsApi)
  app.route('/api/v1', campaignsDeskApi)
  app.route('/api/v1', deliveriesApi)
  app.route('/api/v1', proxiesApi)
  app.route('/api/v1', counterApi)
  app.route('/', offlinePages)
  app.route('/api/v1', offlineApi)
  app.route('/api/v1', discrepanciesApi)

  app.route('/', donationsPages)
  app.route('/api/v1', donationsApi)
  app.route('/api/v1', useChangesApi)
  app.route('/api/v1', moneyApi)

  app.route('/', operations)
  app.route('/', apiDocs(app))

  assertGuarded(app)
  return app
}

/** Hands the services to the handlers. */
function standing({
  database,
  config,
  clock,
  secrets,
  sessions,
  sms,
  outbound,
  photoStore,
  log,
}: Services): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('db', database.db)
    c.set('atomically', database.atomically)
    c.set('now', clock)
    c.set('config', config)
    c.set('secrets', secrets)
    c.set('sessions', sessions)
    c.set('sms', sms)
    c.set('outbound', outbound)
    c.set('photoStore', photoStore)
    c.set('log', log)
    c.set('words', words)
    c.set('personal', personal)
    c.set('unread', () => unreadCountOf(database.db, c.var.actor.id))
    await next()
  }
}
