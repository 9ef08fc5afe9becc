-- Why a message can never be sent.
alter table outbox add column refused text;
create index outbox_sent on outbox (sent_at) where sent_at is not null and refused is null;
