package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.GridEventChanged.Participant;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demand-response calls, in whatever order their events arrive. */
final class Calls {
    /** The newest that are remembered. */
    private static final int KEPT = 200;

    private final Map<GridEventId, GridEventChanged> events = new HashMap<>();
    private final Map<DispatchId, DispatchReported> reports = new HashMap<>();
    private final Map<GridEventId, ResponseVerified> responses = new HashMap<>();

    List<Change> changed(GridEventChanged event) {
        GridEventChanged known = events.get(event.event());
        if (known != null && known.version() >= event.version()) {
            return List.of();
        }
        events.put(event.event(), event);
        forgetOldest();
        return changes(event.event());
    }

    List<Change> reported(DispatchReported report) {
        DispatchReported known = reports.get(report.dispatch());
        if (known != null && (known.revision() > report.revision() || isLater(known, report))) {
            return List.of();
        }
        reports.put(report.dispatch(), report);
        return changes(report.event());
    }

    /** States of one revision come in order; after a replay an old one must not win. */
    private static boolean isLater(DispatchReported known, DispatchReported report) {
        return known.revision() == report.revision() && known.state().compareTo(report.state()) >= 0;
    }

    List<Change> verified(ResponseVerified response) {
        responses.put(response.event(), response);
        return changes(response.event());
    }

    private List<Change> changes(GridEventId id) {
        GridEventChanged event = events.get(id);
        if (event == null) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Event(sum(event)));
        for (Participant one : event.participants()) {
            changes.add(new Change.Call(one.account(), own(event, one)));
        }
        return changes;
    }

    Optional<CommunityId> communityOf(GridEventId event) {
        return Optional.ofNullable(events.get(event)).map(GridEventChanged::community);
    }

    List<CallInSum> all(CommunityId community) {
        return newestFirst()
                .filter(event -> event.community().equals(community))
                .map(this::sum)
                .toList();
    }

    List<OwnCall> of(AccountId account) {
        return newestFirst()
                .flatMap(event -> event.participants().stream()
                        .filter(one -> one.account().equals(account))
                        .map(one -> own(event, one)))
                .toList();
    }

    private Stream<GridEventChanged> newestFirst() {
        return events.values().stream()
                .sorted(Comparator.comparing(GridEventChanged::start).reversed());
    }

    private OwnCall own(GridEventChanged event, Participant one) {
        DispatchReported report = reports.get(one.dispatch());
        return new OwnCall(
                event.event(),
                event.state(),
                event.start(),
                event.end(),
                one.expected().watts(),
                report == null ? null : report.state(),
                report == null ? null : report.reason(),
                result(event.event(), one.account()));
    }

    private OwnCall.@Nullable Result result(GridEventId event, AccountId account) {
        ResponseVerified response = responses.get(event);
        if (response == null) {
            return null;
        }
        return response.lines().stream()
                .filter(line -> line.account().equals(account))
                .findFirst()
                .map(line -> new OwnCall.Result(
                        response.baselinePolicy(),
                        line.verified(),
                        line.currencyReward(),
                        line.tokenReward(),
                        line.slots()))
                .orElse(null);
    }

    private CallInSum sum(GridEventChanged event) {
        int applied = 0;
        int effective = 0;
        int failed = 0;
        long expected = 0;
        for (Participant one : event.participants()) {
            expected += one.expected().watts();
            DispatchReported report = reports.get(one.dispatch());
            if (report != null) {
                switch (report.state()) {
                    case ACCEPTED -> {}
                    case APPLIED -> applied++;
                    case EFFECTIVE, RELEASED -> {
                        applied++;
                        effective++;
                    }
                    case REFUSED, NOT_OBSERVED, RELEASE_FAILED -> failed++;
                }
            }
        }
        Optional<ResponseVerified> response = Optional.ofNullable(responses.get(event.event()));
        return new CallInSum(
                event.event(),
                event.state(),
                event.zone(),
                event.target().watts(),
                event.start(),
                event.end(),
                event.currencyBudget(),
                event.tokenBudget(),
                event.participants().size(),
                expected,
                applied,
                effective,
                failed,
                response.map(Calls::verifiedWh).orElse(null),
                response.map(Calls::currency).orElse(null),
                response.map(Calls::tokens).orElse(null),
                response.map(ResponseVerified::baselinePolicy).orElse(null));
    }

    private static long verifiedWh(ResponseVerified response) {
        return response.lines().stream()
                .mapToLong(line -> line.verified().wattHours())
                .sum();
    }

    private static Money currency(ResponseVerified response) {
        return response.lines().stream()
                .map(ResponseVerified.Line::currencyReward)
                .reduce(Money.ZERO, Money::plus);
    }

    private static TokenAmount tokens(ResponseVerified response) {
        return response.lines().stream()
                .map(ResponseVerified.Line::tokenReward)
                .reduce(TokenAmount.ZERO, TokenAmount::plus);
    }

    private void forgetOldest() {
        if (events.size() > KEPT) {
            events.values().stream()
                    .min(Comparator.comparing(GridEventChanged::start))
                    .ifPresent(oldest -> {
                        events.remove(oldest.event());
                        responses.remove(oldest.event());
                        oldest.participants().forEach(one -> reports.remove(one.dispatch()));
                    });
        }
    }
}
