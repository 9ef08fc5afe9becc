package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.book.domain.Effect;
import energy.peerwatt.orderbook.book.domain.HeldMandate;
import energy.peerwatt.orderbook.book.domain.MandateState;
import energy.peerwatt.orderbook.book.domain.MandatedOrder;
import energy.peerwatt.orderbook.config.BulkSql;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a batch of commands changed of mandates, as rows to be written. Component names are column names. */
final class MandateRows {
    private static final String ROWS = "jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r";

    private static final String MANDATES = """
            INSERT INTO trading_mandate (community_id, account_id, nonce, hash, chain_id, signed, given_at, withdrawn_at)
            SELECT *
            FROM %s(community_id uuid, account_id uuid, nonce bigint, hash text, chain_id bigint, signed text,
                given_at timestamptz, withdrawn_at timestamptz)
            ON CONFLICT (community_id, account_id, nonce) DO UPDATE SET withdrawn_at = excluded.withdrawn_at""".formatted(ROWS);

    private static final String BATCHES = """
            INSERT INTO order_batch (community_id, hash, slot_start, signed)
            SELECT *
            FROM %s(community_id uuid, hash text, slot_start timestamptz, signed text)
            ON CONFLICT (community_id, hash) DO NOTHING""".formatted(ROWS);

    private static final String ORDERS = """
            INSERT INTO mandated_order (community_id, order_id, account_id, mandate, side, slot_start, energy_wh,
                limit_micro, submitted_at, batch, path)
            SELECT *
            FROM %s(community_id uuid, order_id uuid, account_id uuid, mandate text, side text, slot_start timestamptz,
                energy_wh bigint, limit_micro bigint, submitted_at timestamptz, batch text, path text)""".formatted(ROWS);

    private static final String SPENT = """
            INSERT INTO day_spending (community_id, account_id, day, nano)
            SELECT *
            FROM %s(community_id uuid, account_id uuid, day bigint, nano bigint)
            ON CONFLICT (community_id, account_id, day) DO UPDATE SET nano = excluded.nano""".formatted(ROWS);

    private record Mandate(
            UUID communityId,
            UUID accountId,
            long nonce,
            String hash,
            long chainId,
            String signed,
            Instant givenAt,
            @Nullable Instant withdrawnAt) {}

    private record Batch(UUID communityId, String hash, Instant slotStart, String signed) {}

    private record OfOrder(
            UUID communityId,
            UUID orderId,
            UUID accountId,
            String mandate,
            Side side,
            Instant slotStart,
            long energyWh,
            long limitMicro,
            Instant submittedAt,
            String batch,
            String path) {}

    private record Spending(UUID communityId, UUID accountId, long day, long nano) {}

    private record OfMember(CommunityId community, AccountId account, long number) {}

    private record OfHash(CommunityId community, Hash32 hash) {}

    private final Map<OfMember, Mandate> mandates = new LinkedHashMap<>();
    private final Map<OfHash, Batch> batches = new LinkedHashMap<>();
    private final List<OfOrder> orders = new ArrayList<>();
    private final Map<OfMember, Spending> spent = new LinkedHashMap<>();

    void add(CommunityId community, Effect.OfMandate effect) {
        UUID id = community.value();
        switch (effect) {
            case Effect.MandateChanged(HeldMandate held) ->
                mandates.put(
                        new OfMember(community, held.account(), held.mandate().nonce()),
                        new Mandate(
                                id,
                                held.account().value(),
                                held.mandate().nonce(),
                                held.hash().hex(),
                                held.domain().chainId(),
                                json(held.signed()),
                                held.givenAt(),
                                held.withdrawnAt()));
            case Effect.BatchTaken(Hash32 hash, var signed) ->
                batches.put(
                        new OfHash(community, hash),
                        new Batch(id, hash.hex(), signed.batch().slot().start(), json(signed)));
            case Effect.Mandated(MandatedOrder order, Hash32 batch, List<Hash32> path) ->
                orders.add(new OfOrder(
                        id,
                        order.leaf().order().value(),
                        order.account().value(),
                        order.leaf().mandate().hex(),
                        order.leaf().side(),
                        order.leaf().slot().start(),
                        order.leaf().energy().wattHours(),
                        order.leaf().limit().microPerKwh(),
                        order.leaf().submittedAt(),
                        batch.hex(),
                        json(path)));
            case Effect.Spent(MandateState.Spent day) ->
                spent.put(
                        new OfMember(community, day.account(), day.day()),
                        new Spending(
                                id,
                                day.account().value(),
                                day.day(),
                                day.amount().nano()));
        }
    }

    Uni<Void> write(Mutiny.StatelessSession session) {
        return BulkSql.execute(session, MANDATES, mandates.values())
                .chain(() -> BulkSql.execute(session, BATCHES, batches.values()))
                .chain(() -> BulkSql.execute(session, ORDERS, orders))
                .chain(() -> BulkSql.execute(session, SPENT, spent.values()));
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written: " + value, e);
        }
    }
}
