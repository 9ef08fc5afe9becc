-- The registry's logs of one gateway or meter: its id is the first indexed argument of each of them.
create index chain_log_by_subject on chain_log (address, split_part(topics, ' ', 2));
