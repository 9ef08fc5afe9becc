-- What homes generate and store behind their meters, from telemetry, for key figures; money never rests on it.

-- The last report of each meter, to go on from.
create table home_report (
    meter        uuid primary key,
    at           timestamptz not null,
    generation_w bigint      not null,
    battery_w    bigint      not null
);

-- Energy in W x ms per meter and five minutes; millis: how much of them reports cover.
create table home_energy (
    meter      uuid   not null,
    unit       bigint not null,
    millis     bigint not null,
    generated  bigint not null,
    charged    bigint not null,
    discharged bigint not null,
    primary key (meter, unit)
);
create index home_energy_by_age on home_energy (unit);
comment on column home_energy.unit is 'Start / 300 s, as slots are numbered.';
