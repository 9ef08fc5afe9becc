package energy.peerwatt.settlement.quantity;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.MemberSlot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settled slots by member, of the last revision: kept beside the settlements so that nobody has to read these whole. */
@ApplicationScoped
public class MemberSlots {
    private static final String FIGURES = "imported, exported, bought, sold, better, congestion, traded, kept";

    /** In the transaction of the settlement, which holds the slot's lock. */
    Uni<Void> put(SlotSettlement settled) {
        return Sql.of("""
                insert into member_slot (community, slot_start, account, meter, final, %1$s)
                select :community, :start, m.account, m.meter, :final, %1$s
                from jsonb_to_recordset(cast(cast(:members as text) as jsonb)) as m (account uuid, meter uuid, imported bigint,
                    exported bigint, bought bigint, sold bigint, better bigint, congestion bigint, traded bigint, kept bigint)
                on conflict (community, slot_start, account) do update set meter = excluded.meter, final = excluded.final,
                    imported = excluded.imported, exported = excluded.exported, bought = excluded.bought,
                    sold = excluded.sold, better = excluded.better, congestion = excluded.congestion,
                    traded = excluded.traded, kept = excluded.kept
                """.formatted(FIGURES))
                .with("community", settled.community().value())
                .with("start", settled.slot().start())
                .with("final", settled.state() == SlotSettlement.State.FINAL)
                .with("members", members(settled))
                .run()
                .replaceWithVoid();
    }

    private static String members(SlotSettlement settled) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (MemberSlot member : MemberSlot.of(settled)) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("account", member.account().toString());
            figures.put("meter", member.meter().toString());
            figures.put("imported", member.imported().wattHours());
            figures.put("exported", member.exported().wattHours());
            figures.put("bought", member.bought().wattHours());
            figures.put("sold", member.sold().wattHours());
            figures.put("better", member.better().nano());
            figures.put("congestion", member.congestion().nano());
            figures.put("traded", member.traded().wattHours());
            figures.put("kept", member.kept().wattHours());
            members.add(figures);
        }
        try {
            return Json.mapper().writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures cannot be written as JSON", e);
        }
    }

    /** Where a page begins: after this member of this slot. */
    public record Place(Instant slotStart, AccountId account) {}

    /**
     * In the order of slots and then of accounts.
     *
     * @param account absent for all members
     * @param from of slots that start then or later
     * @param to of slots that start before
     * @param after absent for the first page
     */
    public Uni<List<MemberSlot>> between(
            CommunityId community,
            @Nullable AccountId account,
            Instant from,
            Instant to,
            @Nullable Place after,
            int limit) {
        Sql sql = Sql.of("select account, meter, slot_start, seconds, final, " + FIGURES + " from member_slot"
                        + " join slot on slot.community = member_slot.community and slot.start = slot_start"
                        + " where member_slot.community = :community and slot_start >= :from and slot_start < :to"
                        + (account == null ? "" : " and account = :account")
                        + (after == null ? "" : " and (slot_start, account) > (:start, :last)")
                        + " order by slot_start, account limit " + limit)
                .with("community", community.value())
                .with("from", from)
                .with("to", to);
        Sql ofAccount = account == null ? sql : sql.with("account", account.value());
        Sql page = after == null
                ? ofAccount
                : ofAccount
                        .with("start", after.slotStart())
                        .with("last", after.account().value());
        return page.list(MemberSlots::memberSlot);
    }

    private static MemberSlot memberSlot(Row row) {
        return new MemberSlot(
                new AccountId(row.id(0)),
                new MeterId(row.id(1)),
                new Slot(row.time(2), Duration.ofSeconds(row.number(3))),
                row.flag(4),
                new Energy(row.number(5)),
                new Energy(row.number(6)),
                new Energy(row.number(7)),
                new Energy(row.number(8)),
                Money.ofNano(row.number(9)),
                Money.ofNano(row.number(10)),
                new Energy(row.number(11)),
                new Energy(row.number(12)));
    }
}
