package energy.peerwatt.settlement.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.quantity.domain.Street;
import energy.peerwatt.settlement.reading.SealMaker;
import energy.peerwatt.settlement.reading.domain.SealCheck.LastReading;
import energy.peerwatt.settlement.reading.domain.SealCheck.LastSeal;
import energy.peerwatt.settlement.reading.domain.SealCheck.Verdict;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealCheckTest {
    private static final Instant TEN = Street.SLOT.start();
    private static final Instant QUARTER_PAST = TEN.plus(Duration.ofMinutes(15));
    private static final MeterId ONE = Street.meter(1);
    private static final MeterId TWO = Street.meter(2);

    private final SealMaker maker = new SealMaker(GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5e"));
    private final Optional<PublicKey> key = Optional.of(maker.key().getPublic());
    private Optional<LastSeal> last = Optional.empty();
    private final Map<MeterId, LastReading> meters = new HashMap<>();

    @Test
    void sealsThatContinueEachOtherVerify() {
        assertThat(take(first())).isInstanceOf(Verdict.Verified.class);
        assertThat(take(second())).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void sealWaitsForTheGatewaysKey() {
        assertThat(SealCheck.check(first(), Optional.empty(), last, meters)).isInstanceOf(Verdict.Waiting.class);
    }

    @Test
    void sealWaitsForTheOneBeforeIt() {
        first();
        assertThat(check(second())).isInstanceOf(Verdict.Waiting.class);
    }

    @Test
    void sealOfAnotherKeyIsRefused() {
        PublicKey stranger = new SealMaker(maker.gateway()).key().getPublic();

        assertThat(SealCheck.check(first(), Optional.of(stranger), last, meters))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reasons()).anyMatch(text -> text.contains("signature")));
    }

    @Test
    void changedReadingIsRefused() {
        ReadingsSealed honest = first();
        ReadingsSealed other = maker.read(ONE, QUARTER_PAST, 0, 9, 9)
                .read(TWO, QUARTER_PAST, 0, 9, 9)
                .seal(QUARTER_PAST);
        ReadingsSealed forged = new ReadingsSealed(honest.seal(), honest.signature(), other.readings());

        assertThat(check(forged)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void secondSealOfABoundaryIsRefused() {
        take(first());
        ReadingsSealed again = maker.read(ONE, QUARTER_PAST, 0, 9, 9).seal(TEN);

        assertThat(check(again)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void missedBoundariesMayComeUnderALaterSeal() {
        take(first());
        Instant half = QUARTER_PAST.plus(Duration.ofMinutes(15));
        ReadingsSealed late = maker.read(ONE, QUARTER_PAST, 0, 3, 30)
                .read(ONE, half, 0, 4, 40)
                .read(TWO, half, 0, 5, 50)
                .seal(half);

        assertThat(check(late))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.readings()).hasSize(3));
    }

    @Test
    void aReadingThatSkipsANumberIsLeftOutAndItsNeighbourCounts() {
        take(first());
        meters.put(ONE, new LastReading(9, TEN, meters.get(ONE).hash()));

        assertThat(check(second())).isInstanceOfSatisfying(Verdict.Verified.class, verified -> {
            assertThat(verified.readings()).extracting(IntervalReading::meter).containsExactly(TWO);
            assertThat(verified.broken())
                    .singleElement()
                    .extracting(SealCheck.Broken::reason)
                    .asString()
                    .contains("expected is 10");
        });
    }

    @Test
    void nothingThatFollowsABrokenReadingCountsAndTheSealsGoOn() {
        take(first());
        meters.put(ONE, new LastReading(9, TEN, meters.get(ONE).hash()));
        take(second());
        Instant half = QUARTER_PAST.plus(Duration.ofMinutes(15));
        Instant quarterTo = half.plus(Duration.ofMinutes(15));

        ReadingsSealed third = maker.read(ONE, half, 0, 4, 40)
                .read(ONE, quarterTo, 0, 5, 50)
                .read(TWO, quarterTo, 0, 5, 50)
                .seal(quarterTo);
        assertThat(check(third)).isInstanceOfSatisfying(Verdict.Verified.class, verified -> {
            assertThat(verified.readings()).extracting(IntervalReading::meter).containsExactly(TWO);
            assertThat(verified.broken()).extracting(one -> one.reading().seq()).containsExactly(3L, 4L);
        });
    }

    private ReadingsSealed first() {
        return maker.read(ONE, TEN, 0, 1, 10).read(TWO, TEN, 0, 2, 20).seal(TEN);
    }

    private ReadingsSealed second() {
        return maker.read(ONE, QUARTER_PAST, 0, 3, 30)
                .read(TWO, QUARTER_PAST, 0, 4, 40)
                .seal(QUARTER_PAST);
    }

    private Verdict check(ReadingsSealed event) {
        return SealCheck.check(event, key, last, meters);
    }

    private Verdict take(ReadingsSealed event) {
        Verdict verdict = check(event);
        if (verdict instanceof Verdict.Verified(List<IntervalReading> readings, var _)) {
            last = Optional.of(new LastSeal(
                    event.decodedSeal().boundary(), event.decodedSeal().hash()));
            readings.forEach(reading ->
                    meters.put(reading.meter(), new LastReading(reading.seq(), reading.boundary(), reading.hash())));
        }
        return verdict;
    }
}
