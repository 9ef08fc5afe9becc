package energy.peerwatt.settlement.kpi;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.kpi.HomeEnergies.Key;
import energy.peerwatt.settlement.kpi.domain.HomeEnergy;
import energy.peerwatt.settlement.kpi.domain.KpiSum;
import energy.peerwatt.settlement.kpi.domain.Kpis;
import energy.peerwatt.settlement.quantity.MemberSlots;
import energy.peerwatt.settlement.quantity.MemberSlots.Place;
import energy.peerwatt.settlement.quantity.domain.MemberSlot;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up a period from what settled slots came to for members, some at a time. */
@ApplicationScoped
class KpiReader {
    /** A month of one member's quarters of an hour, or half an hour of a thousand members. */
    private static final int PAGE = 3_000;

    private final MemberSlots slots;
    private final HomeEnergies homes;

    KpiReader(MemberSlots slots, HomeEnergies homes) {
        this.slots = slots;
        this.homes = homes;
    }

    private record Called(AccountId account, Instant slotStart) {}

    /** A period that is being added up. */
    private static final class Reckoning {
        private final CommunityId community;
        private final @Nullable AccountId account;
        private final Instant from;
        private final Instant to;
        private final KpiSum sum;
        private final Map<Key, HomeEnergy> page = new HashMap<>();

        private Reckoning(
                CommunityId community,
                @Nullable AccountId account,
                Instant from,
                Instant to,
                BiPredicate<AccountId, Slot> called) {
            this.community = community;
            this.account = account;
            this.from = from;
            this.to = to;
            KpiSum.Homes homes = (meter, slot) -> Optional.ofNullable(page.get(new Key(meter, slot)));
            this.sum = account == null ? KpiSum.ofCommunity(homes, called) : KpiSum.of(account, homes, called);
        }

        private void add(List<MemberSlot> members, Map<Key, HomeEnergy> homes) {
            page.clear();
            page.putAll(homes);
            members.forEach(sum::add);
        }
    }

    /**
     * @param account absent for all members together
     * @param from of slots that start then or later
     * @param to of slots that start before
     */
    Uni<Kpis> read(CommunityId community, @Nullable AccountId account, Instant from, Instant to) {
        return called(community, from, to)
                .chain(called -> after(
                        new Reckoning(
                                community,
                                account,
                                from,
                                to,
                                (who, slot) -> called.contains(new Called(who, slot.start()))),
                        null));
    }

    private Uni<Kpis> after(Reckoning reckoning, @Nullable Place after) {
        return slots.between(reckoning.community, reckoning.account, reckoning.from, reckoning.to, after, PAGE)
                .chain(members ->
                        members.isEmpty() ? Uni.createFrom().item(reckoning.sum.total()) : add(reckoning, members));
    }

    private Uni<Kpis> add(Reckoning reckoning, List<MemberSlot> members) {
        MemberSlot last = members.getLast();
        return homes.between(
                        members.stream().map(MemberSlot::meter).collect(Collectors.toSet()),
                        members.getFirst().slot(),
                        last.slot())
                .invoke(known -> reckoning.add(members, known))
                .chain(() -> members.size() < PAGE
                        ? Uni.createFrom().item(reckoning.sum.total())
                        : after(reckoning, new Place(last.slot().start(), last.account())));
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
