-- Who did what, on whose word, and what came of it. Every write of the operating reserve is a deed
-- of a person; deeds, steps in the life of a document and the causes between documents are never
-- changed or removed. What was refused is kept as well.

-- Deeds are done in this role, which may add rows and read them, and nothing else. A role belongs
-- to the whole server, so another database of the same server may have made it.
do $$
begin
  create role lodestock_writer nologin;
exception when duplicate_object or unique_violation then
  null;
end $$;
do $$
begin
  if not pg_has_role(current_user, 'lodestock_writer', 'member') then
    execute format('grant lodestock_writer to %I', current_user);
  end if;
end $$;

/* Only adding and reading from now on, for everybody and also during a restore. */
create function make_append_only(relation regclass) returns void language plpgsql as $$
begin
  execute format(
    'create trigger append_only before update or delete or truncate on %s
       for each statement execute function refuse_change()', relation);
  execute format('alter table %s enable always trigger append_only', relation);
  execute format('grant select, insert on %s to lodestock_writer', relation);
end $$;

/*
 * Says no in a sentence. SQLSTATE LS001 is ours: the program hands kind, code, sentence and hint on
 * to the person who asked, as it does with its own refusals.
 */
create function refuse(kind text, code text, sentence text, hint text default '')
returns void language plpgsql as $$
begin
  raise exception using errcode = 'LS001', message = sentence, detail = kind || ' ' || code,
    hint = refuse.hint;
end $$;

-- People, not accounts: whoever has two ways to sign in is still one person here.
create table person (
  id           text        primary key check (id ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  name         text        not null check (name <> ''),
  recorded_at  timestamptz not null default now()
);

-- One row for each thing that somebody did. The request is kept byte by byte: the same key with the
-- same request gives the first answer again, with another request it is refused.
create table deed (
  id              bigint      generated always as identity primary key,
  person          text        not null references person,
  name            text        not null check (name <> ''),
  on_day          date        not null,
  idempotency_key text        check (length(idempotency_key) between 1 and 255),
  request         text        not null check (json_typeof(request::json) = 'object'),
  request_digest  digest      not null,
  recorded_at     timestamptz not null default now(),
  unique (person, idempotency_key)
);

create table deed_answer (
  deed    bigint primary key references deed,
  answer  text   not null check (json_typeof(answer::json) is not null)
);

-- What was asked for and not done, and which rule said no. Whoever asked need not be known here.
create table refused_deed (
  id              bigint      generated always as identity primary key,
  person          text        not null,
  name            text        not null,
  on_day          date        not null,
  idempotency_key text,
  request         text        not null,
  code            text        not null,
  sentence        text        not null,
  recorded_at     timestamptz not null default now()
);

-- Which roles a person has: the last row of a pair says it.
create table role_grant (
  id          bigint  generated always as identity primary key,
  person      text    not null references person,
  role        text    not null check (role <> ''),
  is_granted  boolean not null,
  deed        bigint  not null references deed
);

-- The lives that documents may have: each row is a step that is allowed, and what is not here
-- cannot happen.
create table life_step (
  kind         text not null,
  from_status  text not null,
  to_status    text not null,
  event        text not null,
  primary key (kind, from_status, to_status),
  unique (kind, from_status, event)
);

create table document (
  kind  text   not null,
  id    text   not null check (id <> ''),
  deed  bigint not null references deed,
  primary key (kind, id)
);

-- The steps that were taken. Each begins where the last one ended; two cannot follow the same one.
create table document_event (
  kind         text        not null,
  document     text        not null,
  n            integer     not null check (n >= 0),
  previous     integer     generated always as (nullif(n, 0) - 1) stored,
  from_status  text        not null,
  to_status    text        not null,
  deed         bigint      not null references deed,
  reason       text,
  recorded_at  timestamptz not null default now(),
  primary key (kind, document, n),
  unique (kind, document, n, to_status),
  check ((n = 0) = (from_status = 'none')),
  foreign key (kind, document) references document (kind, id),
  foreign key (kind, from_status, to_status)
    references life_step (kind, from_status, to_status),
  foreign key (kind, document, previous, from_status)
    references document_event (kind, document, n, to_status)
);

-- Two persons: whoever takes the step `event` of a document is not one who took `other_event`.
create table separation (
  kind         text not null,
  event        text not null,
  other_event  text not null,
  primary key (kind, event, other_event)
);

create function check_separation() returns trigger language plpgsql as $$
declare
  clash record;
begin
  select now_deed.person, rule.event, rule.other_event into clash
    from separation as rule
      join life_step as now_step on now_step.kind = rule.kind and now_step.event = rule.event
        and now_step.from_status = new.from_status and now_step.to_status = new.to_status
      join document_event as before on before.kind = new.kind and before.document = new.document
      join life_step as other_step on other_step.kind = rule.kind
        and other_step.event = rule.other_event and other_step.from_status = before.from_status
        and other_step.to_status = before.to_status
      join deed as before_deed on before_deed.id = before.deed
      join deed as now_deed on now_deed.id = new.deed and now_deed.person = before_deed.person
    where rule.kind = new.kind limit 1;
  if found then
    perform refuse('not_allowed', new.kind || '.same_person',
      format('%s cannot %s %s %s: they were the one to %s it', clash.person, clash.event,
        new.kind, new.document, clash.other_event),
      'another person has to do this');
  end if;
  return new;
end $$;
create trigger separation before insert on document_event
  for each row execute function check_separation();
alter table document_event enable always trigger separation;

-- Why a document is there: the thread from a stress run to a line of the ledger is made of these.
create table cause (
  from_kind  text   not null,
  from_id    text   not null,
  to_kind    text   not null,
  to_id      text   not null,
  deed       bigint not null references deed,
  primary key (to_kind, to_id, from_kind, from_id),
  check ((from_kind, from_id) <> (to_kind, to_id))
);
create index cause_forward on cause (from_kind, from_id);

select make_append_only(each) from unnest(array[
  'person', 'deed', 'deed_answer', 'refused_deed', 'role_grant', 'life_step', 'document',
  'document_event', 'separation', 'cause'
]::regclass[]) as each;
revoke insert on life_step, separation from lodestock_writer;

-- A document is locked by its row, for which PostgreSQL asks for the right to update it; the
-- trigger above still refuses any update.
grant update on document to lodestock_writer;
grant select on data_version, stress_run, plan to lodestock_writer;

insert into life_step (kind, from_status, to_status, event) values
  ('fund', 'none', 'proposed', 'propose'),
  ('fund', 'proposed', 'open', 'open'),
  ('fund', 'open', 'frozen', 'freeze'),
  ('fund', 'open', 'expired', 'expire'),
  ('fund', 'frozen', 'open', 'unfreeze'),
  ('fund', 'expired', 'closed', 'close'),
  ('period', 'none', 'open', 'begin'),
  ('period', 'open', 'soft_closed', 'soft-close'),
  ('period', 'soft_closed', 'open', 'reopen'),
  ('period', 'soft_closed', 'closed', 'close');
