package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Delivery;
import energy.peerwatt.orderbook.book.domain.MandateState;
import energy.peerwatt.orderbook.book.domain.OrderState;
import energy.peerwatt.orderbook.book.domain.SlotProgress;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads the state of books, whole or what concerns some accounts. */
@ApplicationScoped
class StateLoader {
    private final ProgressLoader progress;

    StateLoader(ProgressLoader progress) {
        this.progress = progress;
    }

    Uni<List<CommunityState>> ofPartition(Mutiny.Session session, int partition) {
        return session.createSelectionQuery(
                        "from CommunityRow where partition = :partition order by id", CommunityRow.class)
                .setParameter("partition", partition)
                .getResultList()
                .chain(communities -> Uni.join()
                        .all(communities.stream()
                                .map(community -> whole(session, community))
                                .toList())
                        .usingConcurrencyOf(1)
                        .andFailFast());
    }

    /** Empty if nothing was ever said about the community. */
    Uni<Optional<CommunityState>> whole(Mutiny.Session session, CommunityId community) {
        return session.find(CommunityRow.class, community.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : whole(session, row).map(Optional::of));
    }

    /** As {@link #whole}, with the members, balances, reservations and orders of these accounts only. */
    Uni<Optional<CommunityState>> of(Mutiny.Session session, CommunityId community, Collection<AccountId> accounts) {
        List<UUID> ids = accounts.stream().map(AccountId::value).distinct().toList();
        return session.find(CommunityRow.class, community.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : state(session, row, new Selection(" and accountId in (:accounts)", ids))
                                .map(Optional::of));
    }

    /** As {@link #whole}, with the orders of these slots only and without balances and reservations. */
    Uni<CommunityState> ofSlots(Mutiny.Session session, CommunityRow row, Collection<Instant> slots) {
        return session.createSelectionQuery("from ZoneRow where communityId = :community", ZoneRow.class)
                .setParameter("community", row.id)
                .getResultList()
                .chain(zones -> session.createSelectionQuery(
                                "from MemberRow where communityId = :community", MemberRow.class)
                        .setParameter("community", row.id)
                        .getResultList()
                        .chain(members -> openOrders(session, row.id, slots)
                                .chain(orders -> progress.of(
                                                session, row.id, row.next().orElse(null))
                                        .map(rounds -> state(
                                                row,
                                                zones,
                                                members,
                                                List.of(),
                                                List.of(),
                                                orders,
                                                rounds,
                                                MandateState.NONE,
                                                List.of())))));
    }

    private static Uni<List<OrderRow>> openOrders(Mutiny.Session session, UUID community, Collection<Instant> slots) {
        return session.createSelectionQuery(
                        "from OrderRow where state = " + OrderState.class.getName()
                                + ".ACCEPTED and communityId = :community and slotStart in (:slots)",
                        OrderRow.class)
                .setParameter("community", community)
                .setParameter("slots", slots)
                .getResultList();
    }

    private Uni<CommunityState> whole(Mutiny.Session session, CommunityRow row) {
        return state(session, row, new Selection("", List.of()));
    }

    /** A condition on {@code accountId}, or none. */
    private record Selection(String condition, List<UUID> accounts) {
        <T> Uni<List<T>> read(Mutiny.Session session, UUID community, String from, Class<T> row) {
            Mutiny.SelectionQuery<T> query =
                    session.createSelectionQuery(from + condition, row).setParameter("community", community);
            return (condition.isEmpty() ? query : query.setParameter("accounts", accounts)).getResultList();
        }
    }

    private Uni<CommunityState> state(Mutiny.Session session, CommunityRow community, Selection selection) {
        UUID id = community.id;
        return session.createSelectionQuery("from ZoneRow where communityId = :community", ZoneRow.class)
                .setParameter("community", id)
                .getResultList()
                .chain(zones -> selection
                        .read(session, id, "from MemberRow where communityId = :community", MemberRow.class)
                        .chain(members -> selection
                                .read(session, id, "from BalanceRow where communityId = :community", BalanceRow.class)
                                .chain(balances -> selection
                                        .read(
                                                session,
                                                id,
                                                "from ReservationRow where communityId = :community",
                                                ReservationRow.class)
                                        .chain(reservations -> selection
                                                .read(
                                                        session,
                                                        id,
                                                        "from OrderRow where state = "
                                                                + OrderState.class.getName()
                                                                + ".ACCEPTED and communityId = :community",
                                                        OrderRow.class)
                                                .chain(orders -> progress.of(
                                                                session,
                                                                id,
                                                                community.next().orElse(null))
                                                        .chain(rounds -> mandates(session, community, selection)
                                                                .chain(mandates -> deliveries(
                                                                                session, community, selection)
                                                                        .map(deliveries -> state(
                                                                                community,
                                                                                zones,
                                                                                members,
                                                                                balances,
                                                                                reservations,
                                                                                orders,
                                                                                rounds,
                                                                                mandates,
                                                                                deliveries)))))))));
    }

    private static Uni<MandateState> mandates(Mutiny.Session session, CommunityRow community, Selection selection) {
        return MandateReader.state(
                session,
                community.id,
                selection.condition().isEmpty() ? null : selection.accounts(),
                community.next().map(Slot::start).orElse(Instant.EPOCH),
                MandateReader.slotLength(community));
    }

    private static Uni<List<Delivery>> deliveries(Mutiny.Session session, CommunityRow community, Selection selection) {
        return DeliveryRows.read(
                session,
                community.id,
                selection.condition().isEmpty() ? null : selection.accounts(),
                MandateReader.slotLength(community));
    }

    private static CommunityState state(
            CommunityRow community,
            List<ZoneRow> zones,
            List<MemberRow> members,
            List<BalanceRow> balances,
            List<ReservationRow> reservations,
            List<OrderRow> orders,
            Map<Slot, SlotProgress> progress,
            MandateState mandates,
            List<Delivery> deliveries) {
        Duration slotLength = community.terms().map(MarketTerms::slotLength).orElse(Slot.NUMBER_UNIT);
        return new CommunityState(
                new CommunityId(community.id),
                community.terms().orElse(null),
                community.next().orElse(null),
                community.balanceSequence,
                zones.stream().map(ZoneRow::definition).toList(),
                members.stream().map(MemberRow::member).toList(),
                balances.stream()
                        .collect(Collectors.toMap(
                                row -> new AccountId(row.accountId), row -> Money.ofNano(row.available))),
                reservations.stream()
                        .map(row -> new CommunityState.Reservation(
                                new AccountId(row.accountId),
                                new Slot(row.slotStart, slotLength),
                                Money.ofNano(row.amount)))
                        .toList(),
                orders.stream().map(row -> row.order(slotLength)).toList(),
                progress,
                mandates,
                deliveries);
    }
}
