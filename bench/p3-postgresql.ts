import pg from 'pg'
import { newId } from '../src/kit/ids.ts'
import { grantOnce } from './grant.ts'
import { print, race, rateOf } from './measure.ts'
import { openBenchTown } from './town.ts'

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
    }),
  )
}
await pool.end()
await town.close()

/** Key check, four caps, a lot, a transfer, two entries, a balance, two totals: what a grant writes. */
async function makeKernel() {
  await pool.query(`
    create schema bench;
    set search_path to bench;
    create table purses (id text primary key, points bigint not null);
    create table caps (owner text, name text, points bigint not null, primary key (owner, name));
    create table transfers (id text primary key, owner text not null, points bigint not null);
    create table entries (transfer text, account text, points bigint not null, primary key (transfer, account));
    create table lots (id text primary key, owner text not null, points bigint not null);
    create table totals (account text, slot int, points bigint not null, primary key (account, slot));
    create function public.bench_grant(new_id text, person text) returns void language plpgsql as $$
    declare new_slot int := floor(random() * 16);
    begin
      if exists (select from bench.transfers where id = new_id) then return; end if;
      for cap in 1..4 loop
        insert into bench.caps values (person, 'cap' || cap, 4)
          on conflict (owner, name) do update set points = bench.caps.points + 4;
      end loop;
      insert into bench.purses values (person, 4) on conflict (id) do update set points = bench.purses.points + 4;
      insert into bench.transfers values (new_id, person, 4);
      insert into bench.entries values (new_id, 'budget', -4), (new_id, person, 4);
      insert into bench.lots values (new_id, person, 4);
      insert into bench.totals values ('budget', new_slot, 4)
        on conflict (account, slot) do update set points = bench.totals.points + 4;
      insert into bench.totals values ('day', new_slot, 4)
        on conflict (account, slot) do update set points = bench.totals.points + 4;
    end $$;
    set search_path to public`)
}
