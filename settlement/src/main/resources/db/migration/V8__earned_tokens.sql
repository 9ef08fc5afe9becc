-- What a settled response earns its lines, in nano-WATT; the sum stays within the token's cap.
alter table response add column tokens bigint not null default 0;
update response r set tokens = (
    select coalesce(sum(cast(line ->> 'tokenReward' as bigint)), 0)
    from json_array_elements(cast(coalesce(r.counted, r.document) as json) -> 'lines') line)
where state = 'SETTLED';
