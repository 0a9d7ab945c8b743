-- Who comes in by which secret. Passwords are kept as scrypt makes them and sessions by the digest of
-- their token: whoever reads these tables can sign in as nobody.

create table password (
  person  text        primary key references person,
  hash    text        not null check (hash like 'scrypt$%'),
  deed    bigint      not null references deed,
  set_at  timestamptz not null default clock_timestamp()
);
grant select, insert, update on password to lodestock_writer;

-- Every attempt, with the name that was typed; nobody need be known by it.
create table sign_in (
  id       bigint      generated always as identity primary key,
  person   text        not null,
  outcome  text        not null check (outcome in ('welcome', 'refused', 'too often')),
  at       timestamptz not null default clock_timestamp()
);
create index sign_in_person on sign_in (person, at);
select make_append_only('sign_in');

create table session (
  token         digest      primary key,
  person        text        not null references person,
  begun_at      timestamptz not null default clock_timestamp(),
  seen_at       timestamptz not null default clock_timestamp(),
  confirmed_at  timestamptz not null default clock_timestamp(), -- when the password was last typed
  ended_at      timestamptz,
  check (begun_at <= seen_at)
);
create index session_person on session (person) where ended_at is null;

/* Whoever can spend, vote or give roles is asked for the password sooner than who only reads. */
create function idle_limit(of_person text) returns interval language sql stable as $$
  select case when exists (
    select from (
      select distinct on (role) role, is_granted from role_grant
      where person = of_person order by role, id desc
    ) as held where is_granted and role not in ('analyst', 'auditor')
  ) then interval '15 minutes' else interval '1 hour' end
$$;

/* Whose session this is, seen just now; no row where it has ended. */
create function use_session(of_token digest)
returns table (person text, confirmed_at timestamptz) language sql as $$
  update session set seen_at = clock_timestamp()
  where token = of_token and ended_at is null
    and clock_timestamp() < begun_at + interval '12 hours'
    and clock_timestamp() < seen_at + idle_limit(session.person)
  returning session.person, session.confirmed_at
$$;

/* What somebody may do has changed, or by which secret: they come in anew. */
create function end_sessions() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update session set ended_at = clock_timestamp()
    where person = new.person and ended_at is null;
  return null;
end $$;
create trigger end_sessions after insert on role_grant
  for each row execute function end_sessions();
create trigger end_sessions after insert or update on password
  for each row execute function end_sessions();
alter table role_grant enable always trigger end_sessions;
alter table password enable always trigger end_sessions;
