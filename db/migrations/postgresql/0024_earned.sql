ALTER TABLE "cap_counters" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "cap_counters" CASCADE;--> statement-breakpoint
DROP INDEX "lots_transfer";--> statement-breakpoint
DROP INDEX "lots_owner";--> statement-breakpoint
ALTER TABLE "purses" ADD COLUMN "earned" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
-- What was earned is counted again from the grants, in the order of the books: a clock that jumped back counts on.
with grants as (
  select e.owner_id as owner, e.seq, e.transfer_id, t.points, v.rule, (v.terms ->> 'insideOverall')::boolean as inside,
    to_char(t.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on_day
  from entries e join transfers t on t.id = e.transfer_id join rule_versions v on v.id = t.rule_version_id
  where t.kind = 'grant' and e.balance is not null
), counted as (
  select owner, seq, transfer_id, points, rule, on_day from grants
  union all select owner, seq, transfer_id, points, 'ALL', on_day from grants where inside
), placed as (
  select owner, rule, points, max(on_day) over (partition by owner, rule order by seq, transfer_id) as on_day from counted
), lasts as (
  select *, max(on_day) over (partition by owner, rule) as last_day from placed
), tallies as (
  select owner, rule, jsonb_build_object('on', last_day,
    'day', jsonb_build_array(sum(points) filter (where on_day = last_day), count(*) filter (where on_day = last_day)),
    'month', jsonb_build_array(sum(points) filter (where substr(on_day, 1, 7) = substr(last_day, 1, 7)), count(*) filter (where substr(on_day, 1, 7) = substr(last_day, 1, 7))),
    'year', jsonb_build_array(sum(points) filter (where substr(on_day, 1, 4) = substr(last_day, 1, 4)), count(*) filter (where substr(on_day, 1, 4) = substr(last_day, 1, 4)))
  ) as tally
  from lasts group by owner, rule, last_day
)
update purses set earned = made.earned
from (select owner, jsonb_object_agg(rule, tally) as earned from tallies group by owner) as made
where made.owner = purses.owner_id;
