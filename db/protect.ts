/**
 * Tables whose rows the database itself never lets anybody change or delete. `npm run migrations` writes a trigger for
 * each into the migrations of both engines. A correction is another row.
 */
export const appendOnly: readonly string[] = [
  'transfers',
  'entries',
  'lot_moves',
  'empty_grants',
  'budget_entries',
  'rule_events',
  'point_appeal_events',
  'digests',
  'digest_leaves',
  'person_events',
  'looks',
  'item_prices',
  'stock_moves',
  'stock_events',
  'coverage_marks',
  'area_events',
  'calendar_events',
  'organization_events',
  'order_events',
  'scans',
  'discrepancy_events',
  'store_events',
  'campaign_events',
  'draw_places',
  'delivery_events',
  'report_events',
  'imported_reports',
  'passing_updates',
  'device_whistles',
  'foreign_updates',
  'category_events',
  'routing_events',
  'activity_events',
  'claim_events',
  'service_hours',
  'back_entry_events',
  'hour_certificates',
  'presence_scans',
  'earlier_stays',
  'reviews',
  'credential_events',
  'credit_link_events',
  'credit_views',
  'credit_loan_events',
  'photo_events',
  'award_class_versions',
  'award_events',
  'nomination_events',
  'ballots',
  'merit_records',
  'donation_events',
  'money_uses',
  'money_use_answers',
  'household_events',
  'proxy_collections',
  'merchant_events',
  'merchant_checks',
  'merchant_complaint_events',
  'merchant_scores',
  'refused_payments',
]

/** The triggers as SQL, statements divided the way Drizzle's migrator wants them. */
export function protectionSql(dialect: 'sqlite' | 'postgresql', tables = appendOnly): string {
  const statements =
    dialect === 'sqlite' ? tables.flatMap(sqliteTriggers) : [postgresqlFunction, ...tables.flatMap(postgresqlTrigger)]
  return `${statements.join('\n--> statement-breakpoint\n')}\n`
}

const sqliteTriggers = (name: string) =>
  ['update', 'delete'].map(
    (act) =>
      `create trigger ${name}_no_${act} before ${act} on ${name} begin select raise(abort, '${name} is append-only'); end;`,
  )

const postgresqlFunction = `create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;`

const postgresqlTrigger = (name: string) => [
  `create trigger ${name}_append_only before update or delete on ${name} for each row execute function refuse_change();`,
  `create trigger ${name}_no_truncate before truncate on ${name} for each statement execute function refuse_change();`,
]
