package energy.peerwatt.gridservice.verification.domain;

import energy.peerwatt.gridservice.baseline.domain.Baseline;
import energy.peerwatt.gridservice.baseline.domain.Net10;
import energy.peerwatt.gridservice.reward.domain.Response;
import energy.peerwatt.gridservice.reward.domain.Reward;
import energy.peerwatt.gridservice.reward.domain.RewardTerms;
import energy.peerwatt.gridservice.reward.domain.Rewards;
import energy.peerwatt.gridservice.split.domain.LargestRemainder;
import energy.peerwatt.gridservice.verification.domain.VerificationInputs.Participant;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** From inputs to result, and nothing else: no clock, no database. */
public final class Verifier {
    private static final long SECONDS_PER_HOUR = 3_600;

    private Verifier() {}

    /** What is known of a participant before the budgets are split. */
    private sealed interface Finding {
        record Excluded(String reason) implements Finding {}

        record Measured(Baseline.Found baseline, Response response) implements Finding {}
    }

    public static VerificationResult verify(VerificationInputs inputs) {
        Map<AccountId, Finding> findings = new TreeMap<>();
        inputs.participants().forEach(one -> findings.put(one.account(), finding(inputs, one)));
        List<Response> responses = new ArrayList<>();
        findings.values().forEach(finding -> {
            if (finding instanceof Finding.Measured measured) {
                responses.add(measured.response());
            }
        });
        Map<AccountId, Reward> rewards = new TreeMap<>();
        Rewards.of(terms(inputs), responses).forEach(reward -> rewards.put(reward.account(), reward));
        return new VerificationResult(
                inputs.policy(),
                inputs.hash(),
                inputs.participants().stream()
                        .sorted(Comparator.comparing(Participant::account))
                        .map(one -> switch (Objects.requireNonNull(findings.get(one.account()))) {
                            case Finding.Excluded(String reason) -> excluded(one, reason);
                            case Finding.Measured measured ->
                                measured(inputs, one, measured, Objects.requireNonNull(rewards.get(one.account())));
                        })
                        .toList());
    }

    public static ResponseVerified event(VerificationInputs inputs, VerificationResult result) {
        return new ResponseVerified(
                inputs.community(),
                inputs.event(),
                inputs.zone(),
                result.policy(),
                result.inputHash(),
                inputs.currencyBudgetNano(),
                inputs.tokenBudgetNano(),
                result.lines().stream().map(VerificationResult.Line::line).toList());
    }

    private static RewardTerms terms(VerificationInputs inputs) {
        return new RewardTerms(
                inputs.currencyMicroPerKwh(),
                inputs.tokenNanoPerWh(),
                inputs.currencyBudgetNano(),
                inputs.tokenBudgetNano());
    }

    private static Finding finding(VerificationInputs inputs, Participant one) {
        if (one.excluded() != null) {
            return new Finding.Excluded(one.excluded());
        }
        if (!one.energies().hasEverySlot()) {
            return new Finding.Excluded("MISSING_READINGS: not every slot of the event was measured");
        }
        return switch (Net10.of(one.energies())) {
            case Baseline.Insufficient(String reason) -> new Finding.Excluded(reason);
            case Baseline.Found found -> {
                long baseline = found.slots().stream().reduce(0L, Math::addExact);
                long measured = one.energies().measured().stream()
                        .map(Objects::requireNonNull)
                        .reduce(0L, Math::addExact);
                yield new Finding.Measured(
                        found,
                        new Response(
                                one.account(),
                                Math.subtractExact(baseline, measured),
                                found.deadBandWh(),
                                cap(inputs, one)));
            }
        };
    }

    /** Rated power over the event's time, rounded down. */
    private static long cap(VerificationInputs inputs, Participant one) {
        long seconds = Duration.between(inputs.start(), inputs.end()).toSeconds();
        return Math.multiplyExact(one.rated().watts(), seconds) / SECONDS_PER_HOUR;
    }

    private static VerificationResult.Line excluded(Participant one, String reason) {
        return new VerificationResult.Line(
                new ResponseVerified.Line(
                        one.account(), one.meter(), Energy.ZERO, Money.ZERO, TokenAmount.ZERO, List.of()),
                reason,
                List.of(),
                0,
                0,
                0,
                0);
    }

    private static VerificationResult.Line measured(
            VerificationInputs inputs, Participant one, Finding.Measured found, Reward reward) {
        return new VerificationResult.Line(
                new ResponseVerified.Line(
                        one.account(),
                        one.meter(),
                        reward.verified(),
                        reward.currency(),
                        reward.tokens(),
                        slots(inputs, one, found.baseline(), reward.verified())),
                null,
                found.baseline().days(),
                found.baseline().adjustmentWh(),
                found.response().deadBandWh(),
                found.response().wattHours(),
                found.response().capWh());
    }

    /** What is verified, split over the slots in proportion to their positive deviations. */
    private static List<SlotResponse> slots(
            VerificationInputs inputs, Participant one, Baseline.Found baseline, Energy verified) {
        List<Long> measured =
                one.energies().measured().stream().map(Objects::requireNonNull).toList();
        List<BigInteger> deviations = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            deviations.add(BigInteger.valueOf(
                    Math.max(0, Math.subtractExact(baseline.slots().get(i), measured.get(i)))));
        }
        List<Long> credited = LargestRemainder.split(verified.wattHours(), deviations);
        Slot slot = new Slot(inputs.start(), Duration.ofSeconds(one.energies().slotSeconds()));
        List<SlotResponse> slots = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            slots.add(new SlotResponse(
                    slot,
                    new NetEnergy(baseline.slots().get(i)),
                    new NetEnergy(measured.get(i)),
                    new Energy(credited.get(i))));
            slot = slot.next();
        }
        return slots;
    }
}
