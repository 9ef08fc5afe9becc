-- Why an event can never be sent; such an event stays, and those behind it go on.
ALTER TABLE outbox ADD COLUMN refused text;
DROP INDEX outbox_sent;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL AND refused IS NULL;

-- Commands are forgotten after a while; what may rest on that stands in CommandMemory.
CREATE INDEX processed_command_by_age ON processed_command (issued_at);
