-- Each gateway has its own chain of a meter. The one that the registry binds the meter to is settled on; what another says
-- can neither stand in its place nor break it.
alter table reading drop constraint reading_pkey;
alter table reading add primary key (meter, gateway, seq);
drop index reading_by_boundary;
create unique index reading_by_boundary on reading (meter, gateway, boundary);
