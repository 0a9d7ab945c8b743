-- What was computed, from what, by which code: so that an answer which moved money can be found
-- and made again to the last digit. Rows are never changed or removed; the first answer stays.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'integrity_constraint_violation';
end $$;

create domain digest as text check (value ~ '^sha256-[0-9a-f]{64}$');

-- The tables a result was computed from. A label may name several states of the data while an
-- edition is in work; the digest tells them apart.
create table data_version (
  version      text        not null check (version <> ''),
  digest       digest      not null,
  made_by      text        not null check (made_by <> ''),
  recorded_at  timestamptz not null default now(),
  primary key (digest, version)
);

-- Stress runs. `result` is text and not jsonb: the digest is of its very bytes.
create table stress_run (
  id             text        primary key check (id <> ''),
  scenario       text        not null check (scenario <> ''),
  seed           bigint      not null check (seed >= 0),
  draws          integer     not null check (draws > 0),
  inputs_digest  digest      not null,
  result_digest  digest      not null unique,
  code_version   text        not null check (code_version <> ''),
  data_version   text        not null check (data_version <> ''),
  result         text        not null check (json_typeof(result::json) = 'object'),
  made_by        text        not null check (made_by <> ''),
  recorded_at    timestamptz not null default now(),
  serial         bigint      generated always as identity unique
);

-- Plans for a budget. Amounts are modelled dollars; a plan never spends more than it has, to the
-- cent.
create table plan (
  id             text        primary key check (id <> ''),
  scenario       text        not null check (scenario <> ''),
  seed           bigint      not null check (seed >= 0),
  draws          integer     not null check (draws > 0),
  budget_usd     numeric     not null check (budget_usd >= 0),
  spent_usd      numeric     not null check (spent_usd >= 0),
  inputs_digest  digest      not null,
  result_digest  digest      not null unique,
  code_version   text        not null check (code_version <> ''),
  data_version   text        not null check (data_version <> ''),
  result         text        not null check (json_typeof(result::json) = 'object'),
  made_by        text        not null check (made_by <> ''),
  recorded_at    timestamptz not null default now(),
  serial         bigint      generated always as identity unique,
  check (round(spent_usd, 2) <= round(budget_usd, 2))
);

create trigger append_only before update or delete or truncate on data_version
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on stress_run
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on plan
  for each statement execute function refuse_change();

-- Also when replication or a restore has switched ordinary triggers off.
alter table data_version enable always trigger append_only;
alter table stress_run enable always trigger append_only;
alter table plan enable always trigger append_only;
