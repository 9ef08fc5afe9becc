-- Market time at which the order book closed the slot's gate: members are settled as its book knew them.
alter table slot add column cleared_at timestamptz;
update slot set cleared_at = start;
alter table slot alter column cleared_at set not null;
