package energy.peerwatt.gridservice.schedule;

import energy.peerwatt.gridservice.baseline.BaselineCollector;
import energy.peerwatt.gridservice.baseline.domain.BaselineInputs;
import energy.peerwatt.gridservice.baseline.domain.Days;
import energy.peerwatt.gridservice.baseline.domain.Net10;
import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.event.Calls;
import energy.peerwatt.gridservice.event.Participation;
import energy.peerwatt.gridservice.event.Participations;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.event.domain.CallTerms;
import energy.peerwatt.gridservice.history.SlotEnergies;
import energy.peerwatt.gridservice.verification.Verifications;
import energy.peerwatt.gridservice.verification.domain.VerificationInputs;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.gridservice.verification.domain.Verifier;
import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.MeterId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Verifies a call that has ended: once, when its readings are there or nobody waits for them any more. */
@ApplicationScoped
class CallVerification {
    private static final Logger LOG = Logger.getLogger(CallVerification.class);

    private final Calls calls;
    private final Participations participations;
    private final SlotEnergies energies;
    private final BaselineCollector baselines;
    private final Verifications verifications;
    private final Outbox outbox;
    private final GridConfig config;
    private final Clock clock;

    CallVerification(
            Calls calls,
            Participations participations,
            SlotEnergies energies,
            BaselineCollector baselines,
            Verifications verifications,
            Outbox outbox,
            GridConfig config,
            Clock clock) {
        this.calls = calls;
        this.participations = participations;
        this.energies = energies;
        this.baselines = baselines;
        this.verifications = verifications;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Does nothing while readings are missing and may still come. The call is locked by the caller. */
    Uni<Void> verify(Call call) {
        return participations
                .of(call.id())
                .chain(all -> isReady(call, all)
                        .chain(ready ->
                                ready ? verify(call, all) : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> isReady(Call call, List<Participation> all) {
        CallTerms terms = call.terms();
        if (!clock.instant().isBefore(terms.end().plus(config.readingsDeadline()))) {
            return Uni.createFrom().item(true);
        }
        List<MeterId> awaited = all.stream()
                .filter(one -> one.exclusion() == null)
                .map(Participation::meter)
                .distinct()
                .toList();
        long slots = Duration.between(terms.start(), terms.end()).dividedBy(call.slot());
        return energies.countSealed(awaited, terms.start(), terms.end()).map(there -> there == awaited.size() * slots);
    }

    private Uni<Void> verify(Call call, List<Participation> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> participant(call, one))
                .collect()
                .asList()
                .map(measured -> inputs(call, measured))
                .chain(inputs -> store(call, inputs, Verifier.verify(inputs)));
    }

    private Uni<VerificationInputs.Participant> participant(Call call, Participation one) {
        return energies(call, one)
                .map(collected -> new VerificationInputs.Participant(
                        one.account(), one.meter(), one.rated(), one.exclusion(), collected));
    }

    /** What baselines of the participant are made of, as far as it is known now. */
    Uni<BaselineInputs> energies(Call call, Participation one) {
        CallTerms terms = call.terms();
        return participations
                .others(one)
                .map(this::days)
                .chain(eventDays ->
                        baselines.collect(one.meter(), terms.start(), terms.end(), call.publishedAt(), eventDays));
    }

    private Set<LocalDate> days(List<Participations.Span> spans) {
        Days days = baselines.days();
        return spans.stream()
                .flatMap(span -> days.of(span.start())
                        .datesUntil(days.of(span.end().minusNanos(1)).plusDays(1)))
                .collect(Collectors.toSet());
    }

    private static VerificationInputs inputs(Call call, List<VerificationInputs.Participant> participants) {
        CallTerms terms = call.terms();
        return new VerificationInputs(
                Net10.POLICY,
                terms.community(),
                call.id(),
                terms.zone(),
                call.publishedAt(),
                terms.start(),
                terms.end(),
                terms.currencyRate(),
                terms.tokenNanoPerWh(),
                terms.currencyBudget(),
                terms.tokenBudget(),
                participants);
    }

    private Uni<Void> store(Call call, VerificationInputs inputs, VerificationResult result) {
        if (!result.hasMeasured()) {
            LOG.warnf("call %s: nobody's response could be measured", call.id());
            return verifications
                    .add(inputs, result)
                    .chain(() -> calls.change(call.failed()))
                    .replaceWithVoid();
        }
        return verifications
                .add(inputs, result)
                .chain(() -> outbox.event(
                        Topics.RESPONSES_VERIFIED,
                        inputs.community().toString(),
                        EventTypes.RESPONSE_VERIFIED,
                        Verifier.event(inputs, result)))
                .chain(() -> calls.change(call.verified()))
                .replaceWithVoid();
    }
}
