DROP TABLE `cap_counters`;--> statement-breakpoint
DROP INDEX `lots_transfer`;--> statement-breakpoint
DROP INDEX `lots_owner`;--> statement-breakpoint
ALTER TABLE `purses` ADD `earned` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- What was earned is counted again from the grants, in the order of the books: a clock that jumped back counts on.
with grants as (
  select e.owner_id as owner, e.seq, e.transfer_id, t.points, v.rule, json_extract(v.terms, '$.insideOverall') as inside,
    strftime('%Y-%m-%d', t.at / 1000 + 8 * 3600, 'unixepoch') as on_day
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
  select owner, rule, json_object('on', last_day,
    'day', json_array(sum(points) filter (where on_day = last_day), count(*) filter (where on_day = last_day)),
    'month', json_array(sum(points) filter (where substr(on_day, 1, 7) = substr(last_day, 1, 7)), count(*) filter (where substr(on_day, 1, 7) = substr(last_day, 1, 7))),
    'year', json_array(sum(points) filter (where substr(on_day, 1, 4) = substr(last_day, 1, 4)), count(*) filter (where substr(on_day, 1, 4) = substr(last_day, 1, 4)))
  ) as tally
  from lasts group by owner, rule, last_day
)
update purses set earned = made.earned
from (select owner, json_group_object(rule, json(tally)) as earned from tallies group by owner) as made
where made.owner = purses.owner_id;
