-- By how much orders placed by hand may go beyond what a forecast backs.
ALTER TABLE community ADD COLUMN forecast_tolerance_permille integer;
COMMENT ON COLUMN community.forecast_tolerance_permille IS 'Null where orders are not compared with forecasts.';
