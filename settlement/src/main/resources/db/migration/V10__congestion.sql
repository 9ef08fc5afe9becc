-- What limits of the grid add to the buyer's price, micro-currency per kWh; before they counted there was none.
alter table trade add column congestion bigint not null default 0 check (congestion >= 0);
