-- The list of minerals that may be financed, bought and sold. The Reserve makes it, and makes it anew
-- every year. A list is never changed: the next one takes its place on a later day. What is not on
-- the list of its day is neither asked for, contracted nor ordered.

insert into life_step (kind, from_status, to_status, event) values
  ('eligible-list', 'none', 'published', 'publish');

-- It is in force from a day that is not past until the next one is, so that which list was in force
-- on a day has one answer for ever. It may be overdue and is in force nevertheless.
create table eligible_list (
  version           integer  primary key check (version > 0),
  effective_on      date     not null unique,
  resolution        text,
  reason            text     check (reason <> ''),
  republish_months  smallint not null check (republish_months > 0), -- as the rules had it
  rule_set          text     not null check (rule_set <> ''),
  rule_set_digest   digest   not null,
  unverified_rules  text[]   not null, -- of those that it rests on
  data_version      text     not null check (data_version <> ''),
  data_digest       digest   not null,
  deed              bigint   not null references deed,
  unique (version, deed),
  check (resolution is not null or reason is not null)
);

-- Every mineral that was considered, with the flags and grounds of the day from which the list is in
-- force. One that may not be listed is not, and one that may be is left out for a reason.
create table eligible_entry (
  version    integer not null,
  mineral    text    not null check (mineral <> ''),
  is_listed  boolean not null,
  left_out   text    check (left_out <> ''),
  candidate  text    not null,
  deed       bigint  not null,
  primary key (version, mineral),
  foreign key (version, deed) references eligible_list (version, deed),
  check (candidate::json ->> 'mineral' = mineral),
  check (json_array_length(candidate::json -> 'inputs') = 5),
  constraint eligible_only_with_grounds
    check (not is_listed or candidate::json ->> 'outcome' = 'may be listed'),
  constraint eligible_left_out_reason
    check ((left_out is not null)
      = (not is_listed and candidate::json ->> 'outcome' = 'may be listed'))
);

select make_append_only(each)
  from unnest(array['eligible_list', 'eligible_entry']::regclass[]) as each;

/* Lists follow one another; the numbers are given here, one writer at a time. */
create function check_eligible_list() returns trigger language plpgsql as $$
declare
  last_day date;
  today date := (select on_day from deed where id = new.deed);
begin
  perform pg_advisory_xact_lock(43170009);
  select coalesce(max(version), 0) + 1, max(effective_on) into new.version, last_day
    from eligible_list;
  if new.effective_on <= last_day then
    perform refuse('conflict', 'eligible.not_after_the_last',
      format('cannot publish a list in force from %s: list %s is from %s', new.effective_on,
        new.version - 1, last_day),
      'a list takes the place of the last one on a later day');
  end if;
  if new.effective_on < today then
    perform refuse('not_allowed', 'eligible.backdated',
      format('cannot publish a list on %s that is in force from %s', today, new.effective_on),
      'let it begin today or later: what was done before was done by the list of that day');
  end if;
  if new.resolution is not null
    and status_of('resolution', new.resolution) is distinct from 'effective' then
    perform refuse('not_allowed', 'eligible.no_resolution',
      format('cannot publish a list on resolution %s: it is %s', new.resolution,
        coalesce(status_of('resolution', new.resolution), 'unknown')),
      'name a resolution in effect, or give a reason instead');
  end if;
  return new;
end $$;
create trigger check_eligible_list before insert on eligible_list
  for each row execute function check_eligible_list();
alter table eligible_list enable always trigger check_eligible_list;

/* A list is whole when its deed is answered. */
create function refuse_late_entry() returns trigger language plpgsql as $$
begin
  if exists (select from deed_answer where deed = new.deed) then
    perform refuse('not_allowed', 'eligible.complete',
      format('cannot add %s to list %s: it is published', new.mineral, new.version),
      'publish the next list');
  end if;
  return new;
end $$;
create trigger refuse_late_entry before insert on eligible_entry
  for each row execute function refuse_late_entry();
alter table eligible_entry enable always trigger refuse_late_entry;

-- What a requisition is to buy; null where it buys no mineral. Its contracts name theirs.
alter table requisition add column mineral text check (mineral <> '');

/* The list that a deed was held against: of those published before it, the one in force on its day. */
create function eligible_list_of(of_deed bigint) returns integer language sql stable as $$
  select max(version) from eligible_list
  where deed < of_deed and effective_on <= (select on_day from deed where id = of_deed)
$$;

/* Where no list is in force nothing is refused. */
create function refuse_unlisted(of_deed bigint, of_mineral text, what text) returns void
language plpgsql as $$
declare
  list eligible_list;
  entry eligible_entry;
begin
  select * into list from eligible_list where version = eligible_list_of(of_deed);
  if not found then
    return;
  end if;
  select * into entry from eligible_entry where version = list.version and mineral = of_mineral;
  if entry.is_listed then
    return;
  end if;
  perform refuse('not_allowed', 'eligible.not_listed',
    format('cannot %s: %s is not on eligible list %s, in force since %s (%s)', what, of_mineral,
      list.version, list.effective_on, coalesce('left out: ' || entry.left_out,
        entry.candidate::json ->> 'reason', 'it was not considered')),
    'only what the Reserve has listed may be bought; `lodestock rules eligible list` shows the list');
end $$;

/* Asked for, contracted and ordered. A place to store what is there already is no purchase. */
create function only_listed() returns trigger language plpgsql as $$
declare
  own contract;
begin
  if tg_table_name = 'requisition' then
    if new.mineral is not null then
      perform refuse_unlisted(new.deed, new.mineral, 'ask for ' || new.mineral || ' by requisition '
        || new.id);
    end if;
    return new;
  end if;
  if tg_table_name = 'contract' then
    if new.kind <> 'storage' then
      perform refuse_unlisted(new.deed, new.mineral, 'draft contract ' || new.id || ' for '
        || new.mineral);
    end if;
    return new;
  end if;
  select * into own from contract where id = new.contract;
  if own.kind <> 'storage' then
    perform refuse_unlisted(new.deed, own.mineral, 'order ' || own.mineral || ' under contract '
      || own.id);
  end if;
  return new;
end $$;
create trigger only_listed before insert on requisition
  for each row execute function only_listed();
create trigger only_listed before insert on contract
  for each row execute function only_listed();
create trigger only_listed before insert on contract_order
  for each row execute function only_listed();
alter table requisition enable always trigger only_listed;
alter table contract enable always trigger only_listed;
alter table contract_order enable always trigger only_listed;

/* The same where money is committed by a step, for a list may have changed since. */
create function only_listed_step() returns trigger language plpgsql as $$
declare
  wanted text;
begin
  if new.kind = 'requisition' and new.to_status = 'certified' then
    select mineral into wanted from requisition where id = new.document;
    if wanted is not null then
      perform refuse_unlisted(new.deed, wanted, 'certify requisition ' || new.document || ' for '
        || wanted);
    end if;
  end if;
  if new.kind = 'contract' and new.from_status = 'certified' and new.to_status = 'active' then
    select mineral into wanted from contract where id = new.document and kind <> 'storage';
    if found then
      perform refuse_unlisted(new.deed, wanted, 'award contract ' || new.document || ' for '
        || wanted);
    end if;
  end if;
  return new;
end $$;
create trigger only_listed before insert on document_event
  for each row execute function only_listed_step();
alter table document_event enable always trigger only_listed;
