package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.dispatch.domain.Progress;
import energy.peerwatt.gridservice.enrolment.Enrolment;
import energy.peerwatt.gridservice.enrolment.Enrolments;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.event.domain.CallTerms;
import energy.peerwatt.gridservice.event.domain.Callout;
import energy.peerwatt.gridservice.event.domain.Pseudonym;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Violation;
import energy.peerwatt.gridservice.topology.Zones;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.Uuids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Publishes a call: who is called, the orders to their devices and the news of it are one transaction. */
@ApplicationScoped
class Publication {
    private final Calls calls;
    private final Participations participations;
    private final Orders orders;
    private final Zones zones;
    private final Enrolments enrolments;
    private final GridConfig config;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    Publication(
            Calls calls,
            Participations participations,
            Orders orders,
            Zones zones,
            Enrolments enrolments,
            GridConfig config,
            Clock clock) {
        this.calls = calls;
        this.participations = participations;
        this.orders = orders;
        this.zones = zones;
        this.enrolments = enrolments;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param isNew false if the same request had been carried out before
     */
    record Outcome(GridEventId event, boolean isNew) {}

    Uni<Outcome> publish(CallTerms terms, String idempotencyKey) {
        String hash = CanonicalJson.hash(terms).hex();
        return Sql.lock("calls " + terms.community())
                .chain(() -> calls.withKey(idempotencyKey))
                .chain(earlier -> earlier.isPresent()
                        ? Uni.createFrom().item(again(earlier.get(), hash))
                        : publish(terms, idempotencyKey, hash));
    }

    private static Outcome again(Calls.Earlier earlier, String hash) {
        if (!earlier.requestHash().equals(hash)) {
            throw Problems.conflict("this Idempotency-Key was used for another call: " + earlier.event());
        }
        return new Outcome(earlier.event(), false);
    }

    private Uni<Outcome> publish(CallTerms terms, String idempotencyKey, String hash) {
        Instant now = clock.instant();
        return zones.tree(terms.community())
                .map(tree -> checked(terms, now, tree.withDescendants(terms.zone())))
                .chain(below -> candidates(terms, below))
                .chain(lent -> {
                    GridEventId id = new GridEventId(Uuids.version7(now, random));
                    Call call = Call.published(id, terms, config.slot(), now);
                    List<Participation> called = called(call, lent);
                    return calls.add(call, idempotencyKey, hash)
                            .chain(() -> order(call, called))
                            .chain(() -> calls.tell(call))
                            .replaceWith(new Outcome(id, true));
                });
    }

    private Set<GridZoneId> checked(CallTerms terms, Instant now, Set<GridZoneId> below) {
        List<Violation> violations = new ArrayList<>(terms.violations(now, config.notice(), config.slot()).stream()
                .map(one -> new Violation(one.field(), one.message()))
                .toList());
        if (below.isEmpty()) {
            violations.add(new Violation("zone", "zone must be one that is defined: " + terms.zone()));
        }
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return below;
    }

    private Uni<List<Enrolment>> candidates(CallTerms terms, Set<GridZoneId> below) {
        return enrolments
                .in(terms.community(), below)
                .chain(lent -> participations
                        .busy(terms.start(), terms.end())
                        .map(busy -> lent.stream()
                                .filter(one -> !busy.contains(one.account()))
                                .toList()));
    }

    private List<Participation> called(Call call, List<Enrolment> lent) {
        Map<AccountId, Enrolment> byAccount =
                lent.stream().collect(Collectors.toMap(Enrolment::account, Function.identity()));
        CallTerms terms = call.terms();
        List<Callout.Share> shares = Callout.share(
                terms.target(),
                Duration.between(terms.start(), terms.end()),
                lent.stream()
                        .map(one -> new Callout.Candidate(
                                one.account(),
                                Pseudonym.of(call.id(), one.account()).value(),
                                one.ratedW(),
                                one.storageWh()))
                        .toList());
        if (shares.isEmpty()) {
            throw Problems.refused(List.of(new Violation(
                    "zone", "zone must have a device that is enrolled and free at that time: " + terms.zone())));
        }
        long most = Callout.most(Duration.between(terms.start(), terms.end()).dividedBy(call.slot()));
        if (shares.size() > most) {
            throw Problems.refused(List.of(new Violation(
                    "targetW",
                    "targetW needs " + shares.size() + " homes, a call of that length takes " + most
                            + ": ask for less, for a shorter time or in smaller zones")));
        }
        return shares.stream()
                .map(share -> participation(call, share, Objects.requireNonNull(byAccount.get(share.account()))))
                .toList();
    }

    private Participation participation(Call call, Callout.Share share, Enrolment lent) {
        return new Participation(
                call.id(),
                lent.account(),
                lent.meter(),
                lent.gateway(),
                new DispatchId(Uuids.version7(call.publishedAt(), random)),
                lent.ratedW(),
                lent.storageWh(),
                share.expected(),
                1,
                Progress.NONE,
                null,
                null);
    }

    private Uni<Void> order(Call call, List<Participation> called) {
        return Multi.createFrom()
                .iterable(called)
                .onItem()
                .transformToUniAndConcatenate(one -> participations.add(one).chain(() -> orders.call(call, one)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
