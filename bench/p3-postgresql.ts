import pg from 'pg'
import { newId } from '../src/kit/ids.ts'
import { grantOnce } from './grant.ts'
import { print, race, rateOf } from './measure.ts'
import { communityId, openBenchTown } from './town.ts'

/**
 * P3: the same grant on PostgreSQL over eight connections, and one function inside the database that writes as many rows
 * into like tables. Spread over everybody, and hot: all for one person.
 */
const connections = 8
const url = process.env.DATABASE_URL as string
const town = await openBenchTown({ residents: 5000, databaseUrl: url })
const pool = new pg.Pool({ connectionString: url, max: connections })
await makeKernel()

const spread = () => town.residentIds[Math.floor(Math.random() * town.residentIds.length)] as string
const hot = () => town.residentIds[0] as string

for (const [name, someone] of [
  ['spread', spread],
  ['hot', hot],
] as const) {
  const { atomically } = town.database
  const together = (work: () => Promise<unknown>) =>
    rateOf(async () => {
      await Promise.all(Array.from({ length: connections }, work))
      return connections
    }, 600)
  print(
    await race({
      target: 'P3',
      what: `the real points transfer on PostgreSQL, ${connections} connections, ${name}`,
      ours: () => together(() => atomically((tx) => grantOnce(tx, someone()))),
      limit: () => together(() => pool.query('select bench_grant($1, $2)', [newId(), someone()])),
      atLeast: 0.7,
      rounds: 5,
      warmUps: 3,
    }),
  )
}
await pool.end()
await town.close()

/**
 * Key check, caps, a lot, a transfer, two entries, the balances, a total and a day: the rows that a grant writes, in
 * tables with the same columns, keys and indexes.
 */
async function makeKernel() {
  const copied = ['purses', 'transfers', 'entries', 'lots', 'account_totals', 'account_days']
  const people = town.residentIds.map((id) => `('${id}', 'person', 0, now())`).join(', ')
  await pool.query(`
    create schema bench;
    ${copied.map((name) => `create table bench.${name} (like public.${name} including all)`).join('; ')};
    alter table bench.entries add foreign key (transfer_id) references bench.transfers;
    alter table bench.lots add foreign key (transfer_id) references bench.transfers;
    insert into bench.purses (owner_id, kind, last_seq, opened_at) values ${people};
    create function public.bench_counted(tally jsonb, today text) returns jsonb language sql immutable return
      jsonb_build_object('on', today,
        'day', jsonb_build_array(coalesce((tally->'day'->>0)::int, 0) + 4, coalesce((tally->'day'->>1)::int, 0) + 1),
        'month', jsonb_build_array(coalesce((tally->'month'->>0)::int, 0) + 4, coalesce((tally->'month'->>1)::int, 0) + 1),
        'year', jsonb_build_array(coalesce((tally->'year'->>0)::int, 0) + 4, coalesce((tally->'year'->>1)::int, 0) + 1));
    create function public.bench_grant(new_id text, person text) returns void language plpgsql as $$
    declare
      part int := floor(random() * 16);
      today text := to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD');
      millis bigint := extract(epoch from clock_timestamp()) * 1000;
      was bench.purses;
      tallies jsonb;
    begin
      select * into was from bench.purses where owner_id = person for update;
      if exists (select from bench.transfers where id = new_id) then return; end if;
      tallies := jsonb_build_object('R4', bench_counted(was.earned->'R4', today), 'ALL', bench_counted(was.earned->'ALL', today));
      if (tallies->'R4'->'day'->>0)::int > 1000000000 or (tallies->'ALL'->'month'->>0)::int > 1000000000 then return; end if;
      update bench.purses set pending = was.pending + 4, earned = was.earned || tallies, last_seq = greatest(was.last_seq + 1, millis)
        where owner_id = person;
      insert into bench.transfers (id, debit_id, credit_id, points, kind, cause_kind, cause_id, zh, en, details, rule_version_id, actor_id, appeal_until, at)
        values (new_id, 'budget:${communityId}', 'pending:' || person, 4, 'grant', 'claim', new_id, '打扫楼道', 'Cleaning the stairs',
          '{"rule":"R4","asked":4,"cuts":[]}', 'R4-1', 'system', now() + interval '15 days', now());
      insert into bench.entries (transfer_id, account_id, owner_id, points, balance, seq)
        values (new_id, 'budget:${communityId}', 'budget:${communityId}', -4, null, millis),
          (new_id, 'pending:' || person, person, 4, was.pending + 4, greatest(was.last_seq + 1, millis));
      insert into bench.lots (id, owner_id, transfer_id, points, pending, available, held, rule_version_id, effective_at, expires_at)
        values (new_id, person, new_id, 4, 4, 0, 0, 'R4-1', now() + interval '3 days', now() + interval '25 months');
      insert into bench.account_totals as t values ('budget:${communityId}', part, 0, 4)
        on conflict (account_id, slot) do update set debited = t.debited + 4;
      insert into bench.account_days as t values ('budget:${communityId}', today, part, 0, 4, 1)
        on conflict (account_id, day, slot) do update set debited = t.debited + 4, transfers = t.transfers + 1;
    end $$;
    analyze`)
}
