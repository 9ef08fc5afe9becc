-- Each gateway has its own chain of a meter, as in settlement: a meter that moves, or a foreign gateway that speaks of
-- it, breaks nobody's.
alter table meter_chain drop constraint meter_chain_pkey;
alter table meter_chain add primary key (meter, gateway);
