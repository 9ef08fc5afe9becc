package energy.peerwatt.gridservice.event.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.gridservice.event.domain.Callout.Candidate;
import energy.peerwatt.gridservice.event.domain.Callout.Share;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalloutTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTargetIsCoveredExactlyByAsFewAsTheLotAllows(long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = candidates(random);
        Power target = new Power(1 + random.nextInt(20_000));
        List<Share> shares = Callout.share(target, HALF_AN_HOUR, candidates);

        Map<AccountId, Candidate> byAccount =
                candidates.stream().collect(Collectors.toMap(Candidate::account, Function.identity()));
        long all = candidates.stream().mapToLong(CalloutTest::holds).sum();
        long called = shares.stream()
                .mapToLong(one -> holds(byAccount.get(one.account())))
                .sum();
        assertThat(shares.stream().mapToLong(one -> one.expected().watts()).sum())
                .isEqualTo(Math.min(target.watts(), all));
        assertThat(shares)
                .allSatisfy(
                        one -> assertThat(one.expected().watts()).isBetween(1L, holds(byAccount.get(one.account()))));
        if (called > target.watts()) {
            long largest = shares.stream()
                    .mapToLong(one -> holds(byAccount.get(one.account())))
                    .max()
                    .orElseThrow();
            assertThat(called).isLessThan(target.watts() + largest);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfCandidatesDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = candidates(random);
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, random);
        Power target = new Power(1 + random.nextInt(20_000));

        assertThat(Callout.share(target, HALF_AN_HOUR, shuffled))
                .isEqualTo(Callout.share(target, HALF_AN_HOUR, candidates));
    }

    /** A larger one the relay gives up on, and nobody would be paid. */
    @ParameterizedTest(name = "{0} slots")
    @ValueSource(ints = {1, 4, 96, 288})
    void whatTheMostParticipantsBroughtFitsOneEvent(int slots) throws Exception {
        long most = 1_000_000_000_000L;
        List<SlotResponse> brought = IntStream.range(0, slots)
                .mapToObj(i -> new SlotResponse(
                        new Slot(Instant.parse("2026-06-15T10:00:00Z").plusSeconds(300L * i), Duration.ofMinutes(5)),
                        new NetEnergy(-most),
                        new NetEnergy(-most),
                        new Energy(most)))
                .toList();
        ResponseVerified response = new ResponseVerified(
                new CommunityId(new UUID(1, 1)),
                new GridEventId(new UUID(0x7000, 0x8000_0000_0000_0001L)),
                new GridZoneId("z".repeat(40)),
                "NET10-v1",
                new Hash32("0x" + "3".repeat(64)),
                Money.ofNano(Long.MAX_VALUE),
                TokenAmount.ofNano(Long.MAX_VALUE),
                LongStream.range(0, Callout.most(slots))
                        .mapToObj(i -> new ResponseVerified.Line(
                                new AccountId(new UUID(0x7000, 0x8000_0000_0000_0000L + i)),
                                new MeterId(new UUID(0x7000, 0x8000_0000_0000_0000L + i)),
                                new Energy(most * slots),
                                Money.ofNano(most * 1_000),
                                TokenAmount.ofNano(most * 1_000),
                                brought))
                        .toList());

        assertThat(Callout.most(slots)).isPositive();
        assertThat(Json.mapper().writeValueAsBytes(response)).hasSizeLessThan(1_000_000);
    }

    private static long holds(Candidate one) {
        return Math.min(one.rated().watts(), one.storage().wattHours() * 2);
    }

    private static List<Candidate> candidates(Random random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < random.nextInt(12); i++) {
            candidates.add(new Candidate(
                    new AccountId(new UUID(random.nextLong(), i)),
                    Integer.toHexString(random.nextInt()),
                    new Power(1 + random.nextInt(5_000)),
                    new Energy(random.nextInt(4_000))));
        }
        return candidates;
    }
}
