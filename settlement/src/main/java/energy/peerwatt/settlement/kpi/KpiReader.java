package energy.peerwatt.settlement.kpi;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.kpi.HomeEnergies.Key;
import energy.peerwatt.settlement.kpi.domain.HomeEnergy;
import energy.peerwatt.settlement.kpi.domain.KpiSum;
import energy.peerwatt.settlement.kpi.domain.Kpis;
import energy.peerwatt.settlement.quantity.Settlements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads a period slot by slot, some at a time, and adds it up. */
@ApplicationScoped
class KpiReader {
    private static final int PAGE = 100;

    private final Settlements settlements;
    private final HomeEnergies homes;

    KpiReader(Settlements settlements, HomeEnergies homes) {
        this.settlements = settlements;
        this.homes = homes;
    }

    private record Called(AccountId account, Instant slotStart) {}

    /** A period that is being added up. */
    private static final class Reckoning {
        private final CommunityId community;
        private final Instant to;
        private final KpiSum sum;
        private final Map<Key, HomeEnergy> page = new HashMap<>();

        private Reckoning(
                CommunityId community, @Nullable AccountId account, Instant to, BiPredicate<AccountId, Slot> called) {
            this.community = community;
            this.to = to;
            KpiSum.Homes homes = (meter, slot) -> Optional.ofNullable(page.get(new Key(meter, slot)));
            this.sum = account == null ? KpiSum.ofCommunity(homes, called) : KpiSum.of(account, homes, called);
        }

        private void add(List<SlotSettlement> slots, Map<Key, HomeEnergy> homes) {
            page.clear();
            page.putAll(homes);
            slots.forEach(sum::add);
        }
    }

    /**
     * @param account absent for all members together
     * @param from of slots that start then or later
     * @param to of slots that start before
     */
    Uni<Kpis> read(CommunityId community, @Nullable AccountId account, Instant from, Instant to) {
        return called(community, from, to)
                .chain(called -> add(
                        new Reckoning(
                                community, account, to, (who, slot) -> called.contains(new Called(who, slot.start()))),
                        from.minusMillis(1)));
    }

    private Uni<Kpis> add(Reckoning reckoning, Instant after) {
        return settlements
                .latestBetween(reckoning.community, after, reckoning.to, PAGE)
                .chain(slots -> slots.isEmpty()
                        ? Uni.createFrom().item(reckoning.sum.total())
                        : homes.between(
                                        reckoning.community,
                                        slots.getFirst().slot(),
                                        slots.getLast().slot())
                                .invoke(known -> reckoning.add(slots, known))
                                .chain(() ->
                                        add(reckoning, slots.getLast().slot().start())));
    }

    /** Who answered a call in which slot. */
    private static Uni<Set<Called>> called(CommunityId community, Instant from, Instant to) {
        return Sql.of("""
                select account, slot_start from response_credit
                where community = :community and slot_start >= :from and slot_start < :to
                """)
                .with("community", community.value())
                .with("from", from)
                .with("to", to)
                .list(row -> new Called(new AccountId(row.id(0)), row.time(1)))
                .map(HashSet::new);
    }
}
