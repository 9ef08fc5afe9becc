package energy.peerwatt.orderbook.book.store;

/** The statements that write {@link Rows}, one per table. */
final class Statements {
    private static final String ROWS = "jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r";

    static final String COMMUNITIES = rows("""
            INSERT INTO community (id, partition, slot_minutes, gate_closure_seconds, rule, tick, first_slot, next_slot,
                balance_sequence, time_zone, latitude_micro_degrees, longitude_micro_degrees,
                auction_every_seconds, forecast_tolerance_permille, mode)
            SELECT *
            FROM {rows}(id uuid, partition integer, slot_minutes integer, gate_closure_seconds bigint, rule text,
                tick bigint, first_slot timestamptz, next_slot timestamptz, balance_sequence bigint,
                time_zone text, latitude_micro_degrees integer, longitude_micro_degrees integer,
                auction_every_seconds bigint, forecast_tolerance_permille integer, mode text)
            ON CONFLICT (id) DO UPDATE SET partition = excluded.partition, slot_minutes = excluded.slot_minutes,
                gate_closure_seconds = excluded.gate_closure_seconds, rule = excluded.rule, tick = excluded.tick,
                first_slot = excluded.first_slot, next_slot = excluded.next_slot,
                balance_sequence = excluded.balance_sequence, time_zone = excluded.time_zone,
                latitude_micro_degrees = excluded.latitude_micro_degrees,
                longitude_micro_degrees = excluded.longitude_micro_degrees,
                auction_every_seconds = excluded.auction_every_seconds,
                forecast_tolerance_permille = excluded.forecast_tolerance_permille, mode = excluded.mode""");

    static final String ZONES = rows("""
            INSERT INTO zone (community_id, id, effective_from, version, parent, local_fee, edge_fee, import_limit,
                export_limit)
            SELECT community_id, id, effective_from, version, parent, local_fee, edge_fee, import_limit, export_limit
            FROM {rows}(community_id uuid, id text, effective_from timestamptz, version bigint, parent text,
                local_fee bigint, edge_fee bigint, import_limit bigint, export_limit bigint, gone boolean)
            WHERE NOT r.gone
            ON CONFLICT (community_id, id, effective_from) DO UPDATE SET version = excluded.version,
                parent = excluded.parent, local_fee = excluded.local_fee, edge_fee = excluded.edge_fee,
                import_limit = excluded.import_limit, export_limit = excluded.export_limit""");

    static final String GONE_ZONES = rows("""
            DELETE FROM zone d USING {rows}(community_id uuid, id text, effective_from timestamptz, gone boolean)
            WHERE r.gone AND d.community_id = r.community_id AND d.id = r.id AND d.effective_from = r.effective_from""");

    static final String MEMBERS = rows("""
            INSERT INTO member (community_id, account_id, wallet, meter_id, zone_id, feed_in, retail, automatic,
                lowest_sell, highest_buy, battery_reserve_percent, paused_until, bought_per_day, bought_per_month,
                sold_per_day, sold_per_month, spent_per_day, spent_per_month, neighbours, connection,
                coming)
            SELECT *
            FROM {rows}(community_id uuid, account_id uuid, wallet text, meter_id uuid, zone_id text, feed_in bigint,
                retail bigint, automatic boolean, lowest_sell bigint, highest_buy bigint,
                battery_reserve_percent integer, paused_until timestamptz, bought_per_day bigint,
                bought_per_month bigint, sold_per_day bigint, sold_per_month bigint, spent_per_day bigint,
                spent_per_month bigint, neighbours text, connection text, coming text)
            ON CONFLICT (community_id, account_id) DO UPDATE SET wallet = excluded.wallet,
                meter_id = excluded.meter_id, zone_id = excluded.zone_id, feed_in = excluded.feed_in,
                retail = excluded.retail, automatic = excluded.automatic, lowest_sell = excluded.lowest_sell,
                highest_buy = excluded.highest_buy, battery_reserve_percent = excluded.battery_reserve_percent,
                paused_until = excluded.paused_until, bought_per_day = excluded.bought_per_day,
                bought_per_month = excluded.bought_per_month, sold_per_day = excluded.sold_per_day,
                sold_per_month = excluded.sold_per_month, spent_per_day = excluded.spent_per_day,
                spent_per_month = excluded.spent_per_month, neighbours = excluded.neighbours,
                connection = excluded.connection, coming = excluded.coming""");

    static final String BALANCES = rows("""
            INSERT INTO balance (community_id, account_id, available)
            SELECT *
            FROM {rows}(community_id uuid, account_id uuid, available bigint)
            ON CONFLICT (community_id, account_id) DO UPDATE SET available = excluded.available""");

    static final String RESERVATIONS = rows("""
            INSERT INTO reservation (community_id, account_id, slot_start, amount)
            SELECT *
            FROM {rows}(community_id uuid, account_id uuid, slot_start timestamptz, amount bigint)
            WHERE r.amount <> 0
            ON CONFLICT (community_id, account_id, slot_start) DO UPDATE SET amount = excluded.amount""");

    static final String GONE_RESERVATIONS = rows("""
            DELETE FROM reservation d USING {rows}(community_id uuid, account_id uuid, slot_start timestamptz, amount bigint)
            WHERE r.amount = 0 AND d.community_id = r.community_id AND d.account_id = r.account_id
                AND d.slot_start = r.slot_start""");

    static final String NEW_ORDERS = rows("""
            INSERT INTO book_order (community_id, id, account_id, zone_id, side, slot_start, energy_wh, limit_micro,
                submitted_at, state, filled_wh, violations, terms)
            SELECT *
            FROM {rows}(community_id uuid, id uuid, account_id uuid, zone_id text, side text, slot_start timestamptz,
                energy_wh bigint, limit_micro bigint, submitted_at timestamptz, state text, filled_wh bigint,
                violations text, terms text)
            ON CONFLICT (community_id, id) DO NOTHING""");

    static final String ENDED_ORDERS = rows("""
            UPDATE book_order o SET state = r.state, filled_wh = r.filled_wh FROM {rows}(community_id uuid, id uuid, state text, filled_wh bigint)
            WHERE o.community_id = r.community_id AND o.id = r.id""");

    static final String CLOSED_ZONES = rows("""
            INSERT INTO closed_zone (community_id, slot_start, zone_id)
            SELECT * FROM {rows}(community_id uuid, slot_start timestamptz, zone_id text)
            ON CONFLICT DO NOTHING""");

    static final String SEALED = rows("""
            INSERT INTO sealed_book (community_id, slot_start, book_hash, result_hash, orders, trades, line,
                round, last, entered)
            SELECT *
            FROM {rows}(community_id uuid, slot_start timestamptz, book_hash text, result_hash text, orders integer,
                trades integer, line text, round integer, last boolean, entered text)""");

    static final String TRADES = rows("""
            INSERT INTO trade (community_id, id, slot_start, trade_index, sell_order, buy_order, seller, buyer,
                from_zone, to_zone, energy_wh, price, fee, congestion, round)
            SELECT *
            FROM {rows}(community_id uuid, id uuid, slot_start timestamptz, trade_index integer, sell_order uuid,
                buy_order uuid, seller uuid, buyer uuid, from_zone text, to_zone text, energy_wh bigint, price bigint,
                fee bigint, congestion bigint, round integer)""");

    static final String COMMANDS = rows("""
            INSERT INTO processed_command (id, community_id, issued_at, violations)
            SELECT *
            FROM {rows}(id uuid, community_id uuid, issued_at timestamptz, violations text)""");

    private Statements() {}

    private static String rows(String sql) {
        return sql.replace("{rows}", ROWS);
    }
}
