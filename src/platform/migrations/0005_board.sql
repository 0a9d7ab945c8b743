-- The board: who sits on it, what it was asked, who voted how, and what follows. Limits of the law
-- on voting are held here, so that no program and no person at a terminal can vote past them. What
-- the board resolves is an account of authority, of which each obligation takes its part.

create function status_of(of_kind text, of_id text) returns text language sql stable as $$
  select to_status from document_event
    where kind = of_kind and document = of_id order by n desc limit 1
$$;

/* Locks a document as a step of it does, so that what is decided on its status stays true. */
create function locked_status(of_kind text, of_id text) returns text language plpgsql as $$
begin
  perform 1 from document where kind = of_kind and id = of_id for update;
  return status_of(of_kind, of_id);
end $$;

-- A person's time in a seat. It ends on the day before `ends_on`; holding over is a step of its life.
create table board_term (
  id          text     primary key,
  seat        smallint not null check (seat between 1 and 7),
  person      text     not null references person,
  office      text     not null check (office in ('chair', 'member')),
  begins_on   date     not null,
  ends_on     date     not null check (ends_on > begins_on),
  most_years  smallint not null check (most_years between 1 and 20), -- as the rules had it
  rule_source text     not null check (rule_source <> ''),
  deed        bigint   not null references deed,
  constraint term_length check (ends_on <= begins_on + make_interval(years => most_years))
);

-- The vice-chair acts for the chair; elected from the other members.
create table vice_chair (
  term        text     not null references board_term,
  begins_on   date     not null,
  ends_on     date     not null check (ends_on > begins_on),
  most_years  smallint not null check (most_years between 1 and 20),
  rule_source text     not null check (rule_source <> ''),
  deed        bigint   not null references deed,
  primary key (term), -- nobody is elected twice
  constraint vice_chair_length check (ends_on <= begins_on + make_interval(years => most_years))
);

-- An interest of a governor, or of a close relative, in a party or a mineral.
create table conflict_declaration (
  id         bigint generated always as identity primary key,
  person     text   not null references person,
  kind       text   not null check (kind in ('party', 'mineral')),
  about      text   not null check (about <> ''),
  begins_on  date   not null,
  reason     text   not null check (reason <> ''),
  deed       bigint not null references deed
);
create index conflict_of on conflict_declaration (person);

create table conflict_end (
  conflict  bigint primary key references conflict_declaration,
  ends_on   date   not null, -- the last day on which it is one
  deed      bigint not null references deed
);

create table meeting (
  id       text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  title    text   not null check (title <> ''),
  held_on  date   not null,
  place    text   not null check (place <> ''),
  deed     bigint not null references deed
);

-- Minutes are public; a portion that is closed says why.
create table meeting_minute (
  meeting        text     not null references meeting,
  n              smallint not null check (n > 0),
  body           text     not null check (body <> ''),
  closed_reason  text     check (closed_reason <> ''),
  deed           bigint   not null references deed,
  primary key (meeting, n)
);

-- A motion, and the resolution that comes of it. It names what it decides about by a digest of its
-- very content: a vote on something else is a vote on another digest.
create table resolution (
  id               text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  title            text   not null check (title <> ''),
  body             text   not null check (body <> ''),
  body_digest      digest not null,
  decision         text   not null
    check (decision in ('approve', 'withhold', 'suspend', 'resume', 'rescind')),
  about_kind       text   not null
    check (about_kind in ('plan', 'contract', 'determination', 'party', 'resolution')),
  about_id         text   not null check (about_id <> ''),
  about_digest     digest not null,
  fund             text   references fund,
  authority_cents  bigint check (authority_cents > 0),
  effective_on     date   not null,
  expires_on       date   check (expires_on >= effective_on), -- the last day
  deed             bigint not null references deed,
  constraint authority_has_a_fund check ((fund is null) = (authority_cents is null)),
  constraint own_resolutions check (
    (decision in ('suspend', 'resume', 'rescind')) = (about_kind = 'resolution')),
  check (about_kind <> 'resolution' or about_id <> id)
);

create table resolution_mineral (
  resolution  text   not null references resolution,
  mineral     text   not null check (mineral <> ''),
  deed        bigint not null references deed,
  primary key (resolution, mineral)
);

create table agenda_item (
  resolution  text   primary key references resolution,
  meeting     text   not null references meeting,
  deed        bigint not null references deed
);
create index agenda_of on agenda_item (meeting);

-- Who had a seat when the meeting was opened. Only the opening writes it.
create table meeting_roster (
  meeting  text     not null references meeting,
  seat     smallint not null,
  term     text     not null references board_term,
  person   text     not null references person,
  deed     bigint   not null references deed,
  primary key (meeting, seat),
  unique (meeting, person)
);

-- The place of a seat of the roster in the vote on a resolution; its life is the vote.
create table ballot (
  id          text     primary key,
  resolution  text     not null references resolution,
  meeting     text     not null,
  seat        smallint not null,
  person      text     not null,
  term        text     not null references board_term,
  deed        bigint   not null references deed,
  unique (resolution, seat),
  unique (resolution, person),
  foreign key (meeting, seat) references meeting_roster
);

-- How a vote came out, with the rule it was counted by. The database counts, whoever inserts.
create table resolution_result (
  resolution      text     primary key references resolution,
  seats           smallint not null check (seats between 1 and 7),
  quorum          smallint not null check (quorum <= seats),
  counts_recused  boolean  not null, -- whether a recused seat counts towards the quorum
  majority_of     text     not null check (majority_of in ('cast', 'present', 'seats')),
  majority_top    smallint not null check (majority_top > 0), -- more than top / bottom of these
  majority_bottom smallint not null check (majority_bottom > majority_top),
  rule_source     text     not null check (rule_source <> ''),
  present         smallint not null,
  recused         smallint not null,
  yes             smallint not null,
  no              smallint not null,
  abstain         smallint not null,
  needed          smallint not null,
  outcome         text     not null check (outcome in ('carried', 'failed', 'lapsed')),
  deed            bigint   not null references deed,
  check (majority_top * 2 >= majority_bottom)
);

select make_append_only(each) from unnest(array[
  'board_term', 'vice_chair', 'conflict_declaration', 'conflict_end', 'meeting', 'meeting_minute',
  'resolution', 'resolution_mineral', 'agenda_item', 'meeting_roster', 'ballot',
  'resolution_result'
]::regclass[]) as each;
revoke insert on meeting_roster, ballot from lodestock_writer;

/* Confirmed people serve from their first day to their last; who holds over serves on. */
create function serves_on(board_term, day date) returns boolean language sql stable as $$
  select case status_of('term', $1.id)
    when 'confirmed' then $1.begins_on <= day and day < $1.ends_on
    when 'holdover' then $1.begins_on <= day
    else false end
$$;

/* The item and all that led to it. */
create function cause_graph(item text) returns table (kind text, id text) language sql stable as $$
  with recursive back as (
    select 'resolution' as kind, item as id
    union
    select cause.from_kind, cause.from_id
      from cause join back on cause.to_kind = back.kind and cause.to_id = back.id
  )
  select back.kind, back.id from back
$$;

/* Minerals that an item is about: those it names, and what plans behind it buy. */
create function minerals_of(item text) returns setof text language sql stable as $$
  select mineral from resolution_mineral
    where resolution in (select id from cause_graph(item) as g where g.kind = 'resolution')
  union
  select bought ->> 'mineral'
    from plan join cause_graph(item) as g on g.kind = 'plan' and g.id = plan.id,
      json_array_elements(plan.result::json -> 'items') as bought
    where (bought ->> 'amountUsd')::numeric > 0
$$;

/* What a person has a declared interest in that the item is about, or null. */
create function conflict_on(governor text, item text, day date) returns text
language sql stable as $$
  select declared.kind || ' ' || about
    from conflict_declaration as declared left join conflict_end on conflict = declared.id
    where person = governor and begins_on <= day and day <= coalesce(ends_on, 'infinity')
      and case declared.kind
        when 'party' then exists (
          select 1 from cause_graph(item) as g where g.kind = 'party' and g.id = about)
        else about in (select minerals_of(item)) end
    order by declared.id limit 1
$$;

/*
 * How a vote comes out: the one place where quorum and majority are counted.
 *
 * @param statuses of the votes of all seats of the roster
 */
create function board_outcome(
  statuses text[], seats integer, quorum integer, counts_recused boolean,
  majority_of text, majority_top integer, majority_bottom integer
) returns table (
  present smallint, recused smallint, yes smallint, no smallint, abstain smallint,
  needed smallint, outcome text
) language sql immutable as $$
  with counted as (
    select count(*) filter (where s in ('present', 'yes', 'no', 'abstain')) as present,
      count(*) filter (where s = 'recused') as recused,
      count(*) filter (where s = 'yes') as yes,
      count(*) filter (where s = 'no') as no,
      count(*) filter (where s = 'abstain') as abstain
    from unnest(statuses) as s
  ), judged as (
    select *,
      case majority_of
        when 'cast' then yes + no
        when 'present' then present
        else seats - recused end * majority_top / majority_bottom + 1 as needed,
      present + case when counts_recused then recused else 0 end >= quorum as is_quorate
    from counted
  )
  select present::smallint, recused::smallint, yes::smallint, no::smallint, abstain::smallint,
      needed::smallint,
      case when not is_quorate then 'lapsed' when yes >= needed then 'carried' else 'failed' end
    from judged
$$;

create function count_resolution() returns trigger language plpgsql as $$
declare
  counted record;
  doubtful record;
begin
  if new.quorum * 2 <= new.seats then
    perform refuse('invalid', 'board.small_quorum',
      format('cannot count %s with a quorum of %s of %s seats: it is not more than half of them',
        new.resolution, new.quorum, new.seats),
      'the quorum comes from the rules of the board');
  end if;
  if locked_status('resolution', new.resolution) <> 'open' then
    perform refuse('conflict', 'resolution.wrong_status',
      format('cannot count the votes on %s: it is %s', new.resolution,
        status_of('resolution', new.resolution)), 'votes are counted while an item is open');
  end if;
  -- Votes on it wait for the same lock, so none changes until this transaction ends.
  select * into doubtful from (
      select ballot.*, conflict_on(person, resolution, (select on_day from deed where id = new.deed))
        as interest
      from ballot
      where resolution = new.resolution and status_of('vote', id) in ('yes', 'no', 'abstain')
    ) as each where interest is not null order by seat limit 1;
  if found then
    perform refuse('conflict', 'board.conflicted_vote',
      format('cannot count the votes on %s: %s voted and has a declared interest in %s',
        new.resolution, doubtful.person, doubtful.interest),
      'withdraw the item and bring it again');
  end if;
  select (board_outcome(array_agg(status_of('vote', id)), new.seats, new.quorum, new.counts_recused,
      new.majority_of, new.majority_top, new.majority_bottom)).*
    into counted from ballot where resolution = new.resolution;
  new.present := counted.present;
  new.recused := counted.recused;
  new.yes := counted.yes;
  new.no := counted.no;
  new.abstain := counted.abstain;
  new.needed := counted.needed;
  if counted.outcome = 'lapsed' and new.outcome is distinct from 'lapsed' then
    perform refuse('conflict', 'board.no_quorum',
      format('cannot close the vote on %s: %s of the board are present and not recused, and the quorum is %s',
        new.resolution, counted.present, new.quorum),
      'wait for more governors, or let the item lapse');
  end if;
  if counted.outcome <> 'lapsed' and new.outcome = 'lapsed' then
    perform refuse('conflict', 'board.quorum_is_there',
      format('%s cannot lapse: %s of the board are present and the quorum is %s',
        new.resolution, counted.present, new.quorum), 'close the vote');
  end if;
  new.outcome := counted.outcome;
  return new;
end $$;
create trigger count_resolution before insert on resolution_result
  for each row execute function count_resolution();
alter table resolution_result enable always trigger count_resolution;

create function check_resolution() returns trigger language plpgsql as $$
begin
  new.body_digest := 'sha256-' || encode(sha256(convert_to(new.body, 'UTF8')), 'hex');
  if new.about_kind = 'plan' and not exists (
      select 1 from plan where id = new.about_id and result_digest = new.about_digest) then
    perform refuse('not_found', 'board.unknown_plan',
      format('there is no plan %s with the digest %s', new.about_id, new.about_digest),
      '`lodestock plan list` shows the plans that are kept');
  end if;
  if new.about_kind = 'resolution' and not exists (
      select 1 from resolution where id = new.about_id and body_digest = new.about_digest) then
    perform refuse('not_found', 'resolution.not_found',
      format('there is no resolution %s with the digest %s', new.about_id, new.about_digest));
  end if;
  return new;
end $$;
create trigger check_resolution before insert on resolution
  for each row execute function check_resolution();
alter table resolution enable always trigger check_resolution;

create function check_agenda() returns trigger language plpgsql as $$
begin
  if locked_status('meeting', new.meeting) <> 'noticed' then
    perform refuse('conflict', 'meeting.wrong_status',
      format('cannot put %s on the agenda of meeting %s: it is %s', new.resolution, new.meeting,
        status_of('meeting', new.meeting)), 'items are noticed before the meeting is opened');
  end if;
  return new;
end $$;
create trigger check_agenda before insert on agenda_item
  for each row execute function check_agenda();
alter table agenda_item enable always trigger check_agenda;

create function check_vice_chair() returns trigger language plpgsql as $$
declare
  held board_term;
  day date;
begin
  select * into held from board_term where id = new.term;
  select on_day into day from deed where id = new.deed;
  if held.office = 'chair' or not serves_on(held, day) then
    perform refuse('conflict', 'board.no_vice_chair',
      format('%s cannot be vice-chair: %s', held.person,
        case held.office when 'chair' then 'the chair is not elected from the others'
          else 'nobody outside their term is elected' end));
  end if;
  if exists (select 1 from vice_chair where new.begins_on < ends_on and begins_on < new.ends_on) then
    perform refuse('conflict', 'board.vice_chair_exists',
      format('there is a vice-chair in the time from %s to %s already', new.begins_on, new.ends_on),
      'one after the other');
  end if;
  return new;
end $$;
create trigger check_vice_chair before insert on vice_chair
  for each row execute function check_vice_chair();
alter table vice_chair enable always trigger check_vice_chair;

/* Ending an interest does not reach back: what it forbade before stays forbidden. */
create function check_conflict_end() returns trigger language plpgsql as $$
declare
  day date;
begin
  select on_day into day from deed where id = new.deed;
  if new.ends_on < day then
    perform refuse('invalid', 'board.conflict_backdated',
      format('cannot end a declared interest on %s: that is before today, %s', new.ends_on, day),
      'it ends today or later');
  end if;
  return new;
end $$;
create trigger check_conflict_end before insert on conflict_end
  for each row execute function check_conflict_end();
alter table conflict_end enable always trigger check_conflict_end;

/* A term begins when nobody else has the seat, the chair's office, or the person. */
create function check_term_step(step document_event, day date) returns void language plpgsql as $$
declare
  own board_term;
  other record;
begin
  select * into own from board_term where id = step.document;
  if step.to_status = 'holdover' and day < own.ends_on then
    perform refuse('conflict', 'board.term_not_over',
      format('%s cannot hold over in seat %s on %s: the term ends on %s', own.person, own.seat, day,
        own.ends_on));
  end if;
  if step.to_status <> 'confirmed' then
    return;
  end if;
  select term.*, status_of('term', id) as status into other from board_term as term
    where id <> own.id and status_of('term', id) in ('confirmed', 'holdover')
      and (seat = own.seat or person = own.person or (office = 'chair' and own.office = 'chair'))
    order by seat limit 1;
  if found then
    perform refuse('conflict', 'board.seat_taken',
      format('cannot confirm %s for seat %s: %s has seat %s (%s)', own.person, own.seat,
        other.person, other.seat, other.office), 'end the other term first');
  end if;
  if exists (select 1 from board_term join document_event on kind = 'term' and document = id
      where id <> own.id and person = own.person and office = own.office
        and to_status = 'confirmed') then
    perform refuse('conflict', 'board.second_term',
      format('cannot confirm %s for seat %s: nobody serves a second term as %s', own.person,
        own.seat, own.office));
  end if;
end $$;

create function check_meeting_step(step document_event, day date) returns void
language plpgsql as $$
declare
  own meeting;
  waiting record;
begin
  select * into own from meeting where id = step.document;
  if step.to_status = 'open' and day <> own.held_on then
    perform refuse('conflict', 'board.wrong_day',
      format('cannot open meeting %s on %s: it was noticed for %s', own.id, day, own.held_on),
      'notice another meeting');
  end if;
  if step.to_status not in ('closed', 'cancelled') then
    return;
  end if;
  select resolution, status_of('resolution', resolution) as status into waiting from agenda_item
    where meeting = own.id and status_of('resolution', resolution) in ('noticed', 'open')
    order by resolution limit 1;
  if found then
    perform refuse('conflict', 'board.item_waiting',
      format('meeting %s cannot be %s: item %s is %s', own.id, step.to_status, waiting.resolution,
        waiting.status), 'close the vote on it, or withdraw it');
  end if;
end $$;

create function check_resolution_step(step document_event, day date) returns void
language plpgsql as $$
declare
  own resolution;
  held text;
  doubtful record;
  by_board text := case step.to_status when 'suspended' then 'suspend' when 'rescinded' then 'rescind'
    when 'effective' then case step.from_status when 'suspended' then 'resume' end end;
begin
  select * into own from resolution where id = step.document;
  select meeting into held from agenda_item where resolution = own.id;
  if step.to_status = 'noticed' and held is null then
    perform refuse('conflict', 'board.not_on_agenda',
      format('cannot notice %s: it is on the agenda of no meeting', own.id));
  end if;
  if step.to_status = 'open' then
    if locked_status('meeting', held) <> 'open' then
      perform refuse('conflict', 'meeting.wrong_status',
        format('cannot open item %s: meeting %s is %s', own.id, held, status_of('meeting', held)),
        'open the meeting first');
    end if;
    select ballot.*, conflict_on(person, own.id, day) as interest into doubtful from ballot
      where resolution = own.id and status_of('vote', id) = 'present'
        and conflict_on(person, own.id, day) is not null
      order by seat limit 1;
    if found then
      perform refuse('conflict', 'board.recusal_missing',
        format('cannot open item %s: %s has a declared interest in %s and is not recused', own.id,
          doubtful.person, doubtful.interest), 'record the recusal before the item is opened');
    end if;
  end if;
  if step.to_status in ('carried', 'failed', 'lapsed') and not exists (
      select 1 from resolution_result
      where resolution = own.id and outcome = step.to_status and deed = step.deed) then
    perform refuse('conflict', 'board.not_counted',
      format('%s cannot be %s: its votes were not counted so', own.id, step.to_status));
  end if;
  if step.to_status = 'effective' and (day < own.effective_on or day > own.expires_on) then
    perform refuse('conflict', 'board.wrong_day',
      format('%s cannot take effect on %s: it does from %s%s', own.id, day, own.effective_on,
        coalesce(' to ' || own.expires_on, '')));
  end if;
  if step.to_status = 'expired' and (own.expires_on is null or day <= own.expires_on) then
    perform refuse('conflict', 'board.wrong_day',
      format('%s cannot expire on %s: its last day is %s', own.id, day,
        coalesce(own.expires_on::text, 'none')));
  end if;
  if step.to_status = 'exhausted' and (own.authority_cents is null or exists (
      select 1 from ledger_balance
      where account = 'C10' and fund = own.fund and dim = 'resolution:' || own.id and net <> 0)) then
    perform refuse('conflict', 'board.authority_left',
      format('%s is not exhausted: it has authority that is not used', own.id));
  end if;
  if by_board is not null and not exists (
      select 1 from resolution
      where about_kind = 'resolution' and about_id = own.id and decision = by_board
        and status_of('resolution', id) = 'effective') then
    perform refuse('not_allowed', 'board.not_resolved',
      format('cannot %s %s: no effective resolution of the board says so', by_board, own.id),
      'move one about it, and have it carried');
  end if;
end $$;

create function check_vote_step(step document_event, voter text, day date) returns void
language plpgsql as $$
declare
  own ballot;
  item text;
  interest text;
begin
  select * into own from ballot where id = step.document;
  if not found then
    perform refuse('not_found', 'vote.not_found',
      format('there is no vote %s: the roster of its meeting has no such seat', step.document));
  end if;
  if step.to_status = 'absent' then
    return;
  end if;
  item := locked_status('resolution', own.resolution);
  interest := conflict_on(own.person, own.resolution, day);
  if step.to_status = 'recused' and item <> 'noticed' then
    perform refuse('conflict', 'board.late_recusal',
      format('cannot recuse %s from %s: it is %s', own.person, own.resolution, item),
      'a recusal is recorded before the item is opened');
  end if;
  if step.to_status = 'present' and (item not in ('noticed', 'open')
      or status_of('meeting', own.meeting) <> 'open') then
    perform refuse('conflict', 'board.not_open',
      format('%s cannot attend the vote on %s: it is %s', own.person, own.resolution, item));
  end if;
  if step.to_status = 'recused' and voter <> own.person and interest is null then
    perform refuse('not_allowed', 'board.own_recusal',
      format('%s cannot recuse %s from %s: no interest in it is declared', voter, own.person,
        own.resolution), 'governors recuse themselves');
  end if;
  if step.to_status not in ('yes', 'no', 'abstain') then
    return;
  end if;
  if item <> 'open' then
    perform refuse('conflict', 'board.not_open',
      format('%s cannot vote on %s: it is %s', own.person, own.resolution, item),
      'votes are cast while an item is open');
  end if;
  if voter <> own.person then
    perform refuse('not_allowed', 'board.own_vote',
      format('%s cannot vote for %s on %s', voter, own.person, own.resolution),
      'there are no proxies');
  end if;
  if not serves_on((select term from board_term as term where id = own.term), day) then
    perform refuse('not_allowed', 'board.outside_term',
      format('%s cannot vote on %s on %s: their term in seat %s does not cover that day',
        own.person, own.resolution, day, own.seat));
  end if;
  if interest is not null then
    perform refuse('not_allowed', 'board.conflict',
      format('%s cannot vote on %s: they have a declared interest in %s', own.person,
        own.resolution, interest), 'withdraw the item and bring it again, with the recusal');
  end if;
end $$;

create function check_board_step() returns trigger language plpgsql as $$
declare
  done deed;
begin
  select * into done from deed where id = new.deed;
  case new.kind
    when 'term' then perform check_term_step(new, done.on_day);
    when 'meeting' then perform check_meeting_step(new, done.on_day);
    when 'resolution' then perform check_resolution_step(new, done.on_day);
    else perform check_vote_step(new, done.person, done.on_day);
  end case;
  return new;
end $$;
create trigger check_board_step before insert on document_event for each row
  when (new.kind in ('term', 'meeting', 'resolution', 'vote')) execute function check_board_step();
alter table document_event enable always trigger check_board_step;

/* The roster is frozen when a meeting is opened: who serves then, and their place in each vote. */
create function freeze_roster() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  day date;
begin
  select on_day into day from deed where id = new.deed;
  insert into meeting_roster (meeting, seat, term, person, deed)
    select new.document, seat, id, person, new.deed
    from board_term where serves_on(board_term, day);
  insert into ballot (id, resolution, meeting, seat, person, term, deed)
    select resolution || '/' || seat, resolution, meeting, seat, person, term, new.deed
    from agenda_item join meeting_roster using (meeting)
    where meeting = new.document and status_of('resolution', resolution) = 'noticed';
  insert into document (kind, id, deed)
    select 'vote', id, new.deed from ballot where meeting = new.document;
  insert into document_event (kind, document, n, from_status, to_status, deed)
    select 'vote', id, 0, 'none', 'absent', new.deed from ballot where meeting = new.document;
  return null;
end $$;
create trigger freeze_roster after insert on document_event for each row
  when (new.kind = 'meeting' and new.to_status = 'open') execute function freeze_roster();
alter table document_event enable always trigger freeze_roster;

/*
 * Authority comes of an effective resolution only, once and no more than was voted, and is used
 * while the resolution is effective only.
 */
create function check_authority() returns trigger language plpgsql as $$
declare
  own record;
  day date;
begin
  select *, status_of('resolution', id) as status into own
    from resolution where id = substring(new.dim from '^resolution:(.*)$');
  select effective_on into day from ledger_entry where seq = new.entry;
  if own.id is null or own.status <> 'effective' then
    perform refuse('not_allowed', 'board.not_effective',
      format('cannot use the authority of %s: %s', new.dim,
        coalesce('it is ' || own.status, 'there is no such resolution')),
      'what is obligated rests on a resolution of the board that is effective');
  end if;
  if day < own.effective_on or day > own.expires_on then
    perform refuse('not_allowed', 'board.not_effective',
      format('cannot use the authority of %s on %s: it is effective from %s%s', new.dim, day,
        own.effective_on, coalesce(' to ' || own.expires_on, '')));
  end if;
  if new.account = 'C19' and (own.fund is distinct from new.fund or own.authority_cents < (
      select sum(amount) from ledger_line
      where account = 'C19' and fund = new.fund and dim = new.dim and amount > 0)) then
    perform refuse('not_allowed', 'board.more_than_voted',
      format('cannot book %s as authority of %s: the board voted %s of fund %s',
        amount_text(new.amount, new.unit), new.dim, coalesce(cents_text(own.authority_cents), 'none'),
        coalesce(own.fund, 'none')));
  end if;
  return null;
end $$;
create trigger check_authority after insert on ledger_line for each row
  when ((new.account = 'C19' and new.amount > 0) or (new.account = 'C11' and new.amount < 0))
  execute function check_authority();
alter table ledger_line enable always trigger check_authority;

insert into life_step (kind, from_status, to_status, event) values
  ('term', 'none', 'nominated', 'nominate'),
  ('term', 'nominated', 'confirmed', 'confirm'),
  ('term', 'nominated', 'returned', 'return'),
  ('term', 'confirmed', 'holdover', 'hold-over'),
  ('term', 'confirmed', 'ended', 'end'),
  ('term', 'confirmed', 'removed', 'remove'),
  ('term', 'holdover', 'ended', 'end'),
  ('term', 'holdover', 'removed', 'remove'),
  ('meeting', 'none', 'noticed', 'notice'),
  ('meeting', 'noticed', 'open', 'open'),
  ('meeting', 'noticed', 'cancelled', 'cancel'),
  ('meeting', 'open', 'closed', 'close'),
  ('resolution', 'none', 'draft', 'draft'),
  ('resolution', 'draft', 'noticed', 'notice'),
  ('resolution', 'noticed', 'open', 'open'),
  ('resolution', 'noticed', 'withdrawn', 'withdraw'),
  ('resolution', 'open', 'carried', 'carry'),
  ('resolution', 'open', 'failed', 'fail'),
  ('resolution', 'open', 'lapsed', 'lapse'),
  ('resolution', 'open', 'withdrawn', 'withdraw'),
  ('resolution', 'carried', 'effective', 'take-effect'),
  ('resolution', 'effective', 'suspended', 'suspend'),
  ('resolution', 'effective', 'exhausted', 'exhaust'),
  ('resolution', 'effective', 'expired', 'expire'),
  ('resolution', 'effective', 'rescinded', 'rescind'),
  ('resolution', 'suspended', 'effective', 'resume'),
  ('resolution', 'suspended', 'rescinded', 'rescind'),
  ('vote', 'none', 'absent', 'seat'),
  ('vote', 'absent', 'present', 'attend'),
  ('vote', 'present', 'yes', 'yes'),
  ('vote', 'present', 'no', 'no'),
  ('vote', 'present', 'abstain', 'abstain'),
  ('vote', 'present', 'recused', 'recuse'),
  ('vote', 'yes', 'no', 'no'),
  ('vote', 'yes', 'abstain', 'abstain'),
  ('vote', 'no', 'yes', 'yes'),
  ('vote', 'no', 'abstain', 'abstain'),
  ('vote', 'abstain', 'yes', 'yes'),
  ('vote', 'abstain', 'no', 'no');
