package energy.peerwatt.settlement.quantity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.CommunityId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All revisions of all settled slots. */
@ApplicationScoped
public class Settlements {
    private final Clock clock;

    Settlements(Clock clock) {
        this.clock = clock;
    }

    Uni<Void> add(SlotSettlement settled) {
        return Sql.of("""
                insert into settlement (community, slot_start, revision, state, document, settled_at)
                values (:community, :start, :revision, :state, :document, :now)
                """)
                .with("community", settled.community().value())
                .with("start", settled.slot().start())
                .with("revision", settled.revision())
                .with("state", settled.state().name())
                .with("document", json(settled))
                .with("now", clock.instant())
                .run()
                .replaceWithVoid();
    }

    /** The latest revision of a slot. */
    public Uni<Optional<SlotSettlement>> latest(CommunityId community, Instant start) {
        return Sql.of("""
                select document from settlement
                where community = :community and slot_start = :start order by revision desc limit 1
                """)
                .with("community", community.value())
                .with("start", start)
                .first(row -> settlement(row.text(0)));
    }

    /** The latest revisions of slots that start after a time, in slot order. */
    public Uni<List<SlotSettlement>> latestAfter(CommunityId community, Instant after, int limit) {
        return page("", community, after, limit);
    }

    /** Final settlements of slots that start after a time, in slot order. */
    public Uni<List<SlotSettlement>> finalAfter(CommunityId community, Instant after, int limit) {
        return page("and state = 'FINAL' ", community, after, limit);
    }

    /** The final settlement of the last slot before a time. */
    Uni<Optional<SlotSettlement>> finalBefore(CommunityId community, Instant start) {
        return Sql.of("""
                select document from settlement
                where community = :community and slot_start < :start and state = 'FINAL'
                order by slot_start desc, revision desc limit 1
                """)
                .with("community", community.value())
                .with("start", start)
                .first(row -> settlement(row.text(0)));
    }

    private static Uni<List<SlotSettlement>> page(String filter, CommunityId community, Instant after, int limit) {
        return Sql.of("select distinct on (slot_start) document from settlement"
                        + " where community = :community and slot_start > :after " + filter
                        + "order by slot_start, revision desc limit " + limit)
                .with("community", community.value())
                .with("after", after)
                .list(row -> settlement(row.text(0)));
    }

    private static String json(SlotSettlement settled) {
        try {
            return Json.mapper().writeValueAsString(settled);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a settlement cannot be written as JSON", e);
        }
    }

    private static SlotSettlement settlement(String json) {
        try {
            JsonNode document = Json.mapper().readTree(json);
            withCongestion(document.path("members"));
            withCongestion(document.path("trades"));
            return Json.mapper().treeToValue(document, SlotSettlement.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored settlement cannot be read", e);
        }
    }

    /** What was settled before limits of the grid counted says nothing of congestion, for there was none. */
    private static void withCongestion(JsonNode entries) {
        for (JsonNode entry : entries) {
            if (entry instanceof ObjectNode object && !object.has("congestion")) {
                object.put("congestion", 0);
            }
        }
    }
}
