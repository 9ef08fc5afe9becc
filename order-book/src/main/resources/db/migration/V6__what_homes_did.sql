-- Registers as sealed readings tell them, 15 days of them: what homes imported and exported, for forecasts. Money never
-- rests on them. A meter that two gateways send has two rows of registers.
CREATE TABLE meter_register (
    meter_id   uuid        NOT NULL,
    gateway_id uuid        NOT NULL,
    boundary   timestamptz NOT NULL,
    epoch      integer     NOT NULL,
    import_wh  bigint      NOT NULL,
    export_wh  bigint      NOT NULL,
    usable     boolean     NOT NULL,
    PRIMARY KEY (meter_id, gateway_id, boundary)
);
CREATE INDEX meter_register_by_age ON meter_register (boundary);
COMMENT ON COLUMN meter_register.usable IS 'False where the registers were estimated or suspect.';

-- Forecasts as they were made when orders were, to be compared with what was sealed later. Net Wh, + is import.
CREATE TABLE home_forecast (
    meter_id       uuid        NOT NULL,
    slot_start     timestamptz NOT NULL,
    ahead_minutes  integer     NOT NULL,
    slot_minutes   integer     NOT NULL,
    made_at        timestamptz NOT NULL,
    net_wh         bigint      NOT NULL,
    persistence_wh bigint,
    clear_sky_wh   bigint,
    last_week_wh   bigint,
    PRIMARY KEY (meter_id, slot_start, ahead_minutes)
);
CREATE INDEX home_forecast_by_age ON home_forecast (slot_start);
COMMENT ON COLUMN home_forecast.ahead_minutes IS 'From the slot that was ordered for to the one that is forecast.';

-- Where a community is: forecasts need the sun, and a cap on a day needs to know when a day begins. Null where not said.
ALTER TABLE community
    ADD COLUMN time_zone               text,
    ADD COLUMN latitude_micro_degrees  integer,
    ADD COLUMN longitude_micro_degrees integer;

-- What a household lets the automatic trader do at most; null for no limit. Wh and nano-currency.
ALTER TABLE member
    ADD COLUMN paused_until      timestamptz,
    ADD COLUMN bought_per_day    bigint,
    ADD COLUMN bought_per_month  bigint,
    ADD COLUMN sold_per_day      bigint,
    ADD COLUMN sold_per_month    bigint,
    ADD COLUMN spent_per_day     bigint,
    ADD COLUMN spent_per_month   bigint;

CREATE INDEX trade_by_buyer ON trade (community_id, buyer, slot_start);
