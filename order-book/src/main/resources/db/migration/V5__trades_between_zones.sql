-- Trades pass from zone to zone; what was traded before stayed inside one. Congestion is micro-currency per kWh.
ALTER TABLE trade RENAME COLUMN zone_id TO to_zone;
ALTER TABLE trade ADD COLUMN from_zone text;
UPDATE trade SET from_zone = to_zone;
ALTER TABLE trade ALTER COLUMN from_zone SET NOT NULL;
ALTER TABLE trade ADD COLUMN congestion bigint NOT NULL DEFAULT 0;
