package energy.peerwatt.settlement.quantity;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.member.MemberVersion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which members a slot is settled for. Who has no open account in escrow, or whose meter counts only from after the
 * slot's start, is left out until it first trades: an auditor finds neither its account nor its readings. Whoever was
 * in the settlement of a slot is in those of all later slots, in whatever order slots become final.
 */
@ApplicationScoped
class Participants {
    private final Settlements settlements;
    private final MeterWindow meters;

    Participants(Settlements settlements, MeterWindow meters) {
        this.settlements = settlements;
        this.meters = meters;
    }

    /** @param ready whether its account is open and its meter counts; else its slot waits for both */
    record Participant(MemberVersion member, boolean ready) {}

    /** What is known of all present members. */
    private record Known(
            Set<String> openWallets,
            Map<MeterId, Instant> countedFrom,
            Set<AccountId> before,
            Optional<Set<AccountId>> after) {
        boolean isReady(MemberVersion member, Instant start) {
            Instant from = countedFrom.get(member.meter());
            return openWallets.contains(member.wallet()) && from != null && !from.isAfter(start);
        }

        /** Unless it has traded. */
        boolean mayStayOut(MemberVersion member, Instant start) {
            Instant from = countedFrom.get(member.meter());
            boolean tooEarly = !openWallets.contains(member.wallet()) || (from != null && from.isAfter(start));
            boolean laterOut = after.isPresent() && !after.get().contains(member.account());
            return (tooEarly || laterOut) && !before.contains(member.account());
        }
    }

    Uni<List<Participant>> of(ClearedSlot slot, List<MemberVersion> present) {
        Instant start = slot.slot().start();
        return known(slot, present).chain(known -> {
            List<UUID> candidates = present.stream()
                    .filter(member -> known.mayStayOut(member, start))
                    .map(member -> member.account().value())
                    .toList();
            return traders(slot.community(), start, candidates)
                    .map(traders -> present.stream()
                            .filter(member -> traders.contains(member.account()) || !known.mayStayOut(member, start))
                            .map(member -> new Participant(member, known.isReady(member, start)))
                            .toList());
        });
    }

    private Uni<Known> known(ClearedSlot slot, List<MemberVersion> present) {
        Instant start = slot.slot().start();
        return openWallets(present)
                .chain(open -> meters.countedFrom(
                                present.stream().map(MemberVersion::meter).collect(Collectors.toSet()))
                        .chain(counted -> settlements
                                .finalBefore(slot.community(), start)
                                .chain(before -> settlements
                                        .finalAfter(slot.community(), start, 1)
                                        .map(after -> new Known(
                                                open,
                                                counted,
                                                before.map(Participants::accounts)
                                                        .orElse(Set.of()),
                                                after.stream().findFirst().map(Participants::accounts))))));
    }

    private static Set<AccountId> accounts(SlotSettlement settled) {
        return settled.members().stream().map(SlotSettlement.Member::account).collect(Collectors.toSet());
    }

    private static Uni<Set<String>> openWallets(List<MemberVersion> present) {
        return present.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Sql.of("select owner from canonical_escrow_account where owner in (:wallets)")
                        .with(
                                "wallets",
                                present.stream().map(MemberVersion::wallet).toList())
                        .list(row -> row.text(0))
                        .map(HashSet::new);
    }

    /** Those of the accounts that traded in any slot up to this one. */
    private static Uni<Set<AccountId>> traders(CommunityId community, Instant start, List<UUID> accounts) {
        return accounts.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Sql.of("""
                        select seller from trade
                        where community = :community and slot_start <= :start and seller in (:accounts)
                        union
                        select buyer from trade
                        where community = :community and slot_start <= :start and buyer in (:accounts)
                        """)
                        .with("community", community.value())
                        .with("start", start)
                        .with("accounts", accounts)
                        .list(row -> new AccountId(row.id(0)))
                        .map(HashSet::new);
    }
}
