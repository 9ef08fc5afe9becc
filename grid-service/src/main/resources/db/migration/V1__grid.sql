-- Energy in Wh, power in W, prices in micro-currency per kWh, money in nano-currency, tokens in nano-WATT.

create table member (
    community  uuid        not null,
    account    uuid        not null,
    meter      uuid        not null,
    zone       text        not null,
    defined_at timestamptz not null,
    primary key (community, account)
);
create index member_by_account on member (account);
create index member_by_zone on member (community, zone);

create table zone_version (
    community      uuid        not null,
    version        bigint      not null check (version > 0),
    zone           text        not null,
    parent         text,
    effective_from timestamptz not null,
    local_fee      bigint      not null check (local_fee >= 0),
    edge_fee       bigint      not null check (edge_fee >= 0),
    import_limit   bigint check (import_limit >= 0),
    export_limit   bigint check (export_limit >= 0),
    defined_at     timestamptz not null,
    primary key (community, version)
);
create index zone_version_by_zone on zone_version (community, zone, version);

create table enrolment (
    account     uuid primary key,
    meter       uuid        not null,
    gateway     uuid        not null,
    device      text        not null check (device in ('BATTERY_DISCHARGE')),
    rated_w     bigint      not null check (rated_w > 0),
    storage_wh  bigint      not null check (storage_wh > 0),
    consent_at  timestamptz not null,
    enrolled_at timestamptz not null
);

-- The last reading of a meter: what the next one has to continue.
create table meter_chain (
    meter    uuid primary key,
    gateway  uuid        not null,
    seq      bigint      not null,
    boundary timestamptz not null,
    hash     text        not null,
    epoch    integer     not null,
    imported bigint      not null,
    exported bigint      not null,
    usable   boolean     not null
);

-- Net energy per slot, + is import. What was sealed is never replaced; what was imported may be, until it is sealed.
create table slot_energy (
    meter   uuid        not null,
    start   timestamptz not null,
    seconds integer     not null,
    net     bigint      not null,
    source  text        not null check (source in ('IMPORTED', 'SEALED')),
    -- False where the registers were estimated or suspect: such a slot counts as missing.
    usable  boolean     not null,
    primary key (meter, start)
);

create table grid_event (
    id              uuid primary key,
    community       uuid        not null,
    zone            text        not null,
    version         integer     not null check (version > 0),
    state           text        not null check (state in
                        ('PUBLISHED', 'ACTIVE', 'ENDED', 'VERIFIED', 'CANCELLED', 'FAILED')),
    target          bigint      not null check (target > 0),
    published_at    timestamptz not null,
    start_at        timestamptz not null,
    end_at          timestamptz not null,
    terminated_at   timestamptz,
    slot_seconds    integer     not null,
    currency_budget bigint      not null check (currency_budget >= 0),
    token_budget    bigint      not null check (token_budget >= 0),
    currency_rate   bigint      not null check (currency_rate >= 0),
    token_rate      bigint      not null check (token_rate >= 0),
    idempotency_key text        not null unique,
    request_hash    text        not null,
    -- State for which baselines were last shown to the households.
    baselines_for   text,
    check (start_at < end_at)
);
create index grid_event_open on grid_event (start_at) where state in ('PUBLISHED', 'ACTIVE', 'ENDED');
create index grid_event_by_community on grid_event (community, start_at);

create table participant (
    event         uuid    not null references grid_event,
    account       uuid    not null,
    meter         uuid    not null,
    gateway       uuid    not null,
    dispatch      uuid    not null unique,
    rated_w       bigint  not null,
    storage_wh    bigint  not null,
    expected_w    bigint  not null,
    -- The highest that was ordered.
    revision      integer not null,
    -- What the gateway last reported, and of which revision.
    reported      text,
    reported_rev  integer not null default 0,
    applied       boolean not null default false,
    set_point_w   bigint,
    observed_w    bigint,
    reason        text,
    opted_out_at  timestamptz,
    -- JSON; absent until it was worked out.
    baseline      text,
    primary key (event, account)
);
create index participant_by_account on participant (account);

-- Exactly one per event; the row and the message that pays rewards are written in one transaction.
create table verification (
    event       uuid primary key references grid_event,
    input_hash  text        not null,
    inputs      text        not null,
    result      text        not null,
    verified_at timestamptz not null
);
create function refuse_change() returns trigger language plpgsql as
$$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;
create trigger verification_is_append_only before update or delete or truncate on verification
    for each statement execute function refuse_change();
create trigger zone_version_is_append_only before update or delete or truncate on zone_version
    for each statement execute function refuse_change();

create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text,
    headers text  not null,
    payload bytea not null,
    sent_at timestamptz,
    -- Why a message can never be sent.
    refused text
);
create index outbox_unsent on outbox (id) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null and refused is null;
