package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.CommissioningReport;
import energy.peerwatt.metergateway.commission.Progress;
import energy.peerwatt.metergateway.commission.Steps;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.BindingStatement;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.Target;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metering point on its way into service. What has not been found out yet is left out.
 *
 * @param state a stage, or SUSPENDED, REPLACING, RETIRED
 * @param next what is to be done, for people
 * @param round counts the devices of the metering point from 1
 * @param role what the device is to measure
 * @param progress of the step that takes its time, running or last
 * @param last the newest step or attempt with its checks
 * @param statement Base64 of the bytes that the installer signs
 * @param metaHash what the registry on chain is told of the binding
 * @param reportSha256 of the report's bytes as they are now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommissioningView(
        MeterId meterId,
        String state,
        String next,
        int round,
        Binding.Role role,
        @Nullable Target target,
        @Nullable DeviceIdentity device,
        @Nullable Binding binding,
        @Nullable String statement,
        @Nullable Hash32 metaHash,
        @Nullable Registration registration,
        @Nullable Progress progress,
        @Nullable StepView last,
        String reportSha256) {

    /**
     * One step or attempt, without its frames.
     *
     * @param at market time
     * @param actor subject of the access token
     */
    public record StepView(
            int number, int round, Instant at, String actor, boolean passed, Fact fact, List<Check> checks) {
        static StepView of(JournalEntry entry) {
            return new StepView(
                    entry.number(),
                    entry.round(),
                    entry.at(),
                    entry.actor(),
                    entry.passed(),
                    entry.fact(),
                    entry.checks());
        }
    }

    static CommissioningView of(Steps steps) {
        Optional<Progress> progress = steps.progress();
        return steps.look(commissioning -> of(commissioning, progress.orElse(null)));
    }

    private static CommissioningView of(Commissioning it, @Nullable Progress progress) {
        Optional<Fact.Bound> bound = it.at(Stage.BOUND) ? it.fact(Fact.Bound.class) : Optional.empty();
        return new CommissioningView(
                it.meter(),
                it.state().label(),
                it.state().next(),
                it.round(),
                it.role(),
                it.target().orElse(null),
                it.device().orElse(null),
                bound.map(Fact.Bound::binding).orElse(null),
                bound.map(Fact.Bound::binding)
                        .map(BindingStatement::bytes)
                        .map(Base64.getEncoder()::encodeToString)
                        .orElse(null),
                bound.map(Fact.Bound::hash).orElse(null),
                it.at(Stage.REGISTERED)
                        ? it.fact(Fact.Registered.class)
                                .map(Fact.Registered::registration)
                                .orElse(null)
                        : null,
                progress,
                it.entries().isEmpty() ? null : StepView.of(it.entries().getLast()),
                CommissioningReport.of(it).sha256());
    }

    /** A metering point in a list. */
    public record Summary(MeterId meterId, String state, String next, int round, Instant since) {
        static Summary of(Steps steps) {
            return steps.look(it -> new Summary(
                    it.meter(),
                    it.state().label(),
                    it.state().next(),
                    it.round(),
                    it.entries().getLast().at()));
        }
    }
}
