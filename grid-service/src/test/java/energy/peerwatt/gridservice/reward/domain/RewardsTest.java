package energy.peerwatt.gridservice.reward.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RewardsTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void budgetsAreNeverExceededAndSpentToTheLastUnitWhereTheyDoNotReach(long seed) {
        Random random = new Random(seed);
        RewardTerms terms = terms(random);
        List<Response> responses = responses(random);
        List<Reward> rewards = Rewards.of(terms, responses);

        long currency = rewards.stream().mapToLong(one -> one.currency().nano()).sum();
        long tokens = rewards.stream().mapToLong(one -> one.tokens().nano()).sum();
        BigDecimal verified = BigDecimal.valueOf(
                responses.stream().mapToLong(Response::verifiedWh).sum());
        assertThat(BigDecimal.valueOf(currency))
                .isEqualTo(verified.multiply(
                                BigDecimal.valueOf(terms.currencyRate().microPerKwh()))
                        .min(BigDecimal.valueOf(terms.currencyBudget().nano())));
        assertThat(BigDecimal.valueOf(tokens))
                .isEqualTo(verified.multiply(BigDecimal.valueOf(terms.tokenNanoPerWh()))
                        .min(BigDecimal.valueOf(terms.tokenBudget().nano())));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everybodyGetsTheProportionalPartToWithinOneUnit(long seed) {
        Random random = new Random(seed);
        RewardTerms terms = terms(random);
        List<Response> responses = responses(random);
        BigDecimal rate = BigDecimal.valueOf(terms.tokenNanoPerWh());
        BigDecimal budget = BigDecimal.valueOf(terms.tokenBudget().nano());
        BigDecimal all = rate.multiply(BigDecimal.valueOf(
                responses.stream().mapToLong(Response::verifiedWh).sum()));

        for (Reward reward : Rewards.of(terms, responses)) {
            BigDecimal claim =
                    rate.multiply(BigDecimal.valueOf(reward.verified().wattHours()));
            BigDecimal exact =
                    all.compareTo(budget) <= 0 ? claim : claim.multiply(budget).divide(all, 9, RoundingMode.HALF_EVEN);
            assertThat(exact.subtract(BigDecimal.valueOf(reward.tokens().nano()))
                            .abs())
                    .isLessThan(BigDecimal.ONE);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfHouseholdsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        RewardTerms terms = terms(random);
        List<Response> responses = responses(random);
        List<Response> shuffled = new ArrayList<>(responses);
        Collections.shuffle(shuffled, random);

        assertThat(Rewards.of(terms, shuffled)).isEqualTo(Rewards.of(terms, responses));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoRespondsMoreGetsNoLess(long seed) {
        Random random = new Random(seed);
        RewardTerms terms = terms(random);
        List<Response> responses = new ArrayList<>(responses(random));
        if (responses.isEmpty()) {
            responses.add(new Response(new AccountId(new UUID(0, 1)), 0, 50, 1_000));
        }
        Response one = responses.getFirst();
        Reward before = of(one.account(), Rewards.of(terms, responses));
        responses.set(
                0, new Response(one.account(), one.wattHours() + random.nextInt(2_000), one.deadBandWh(), one.capWh()));
        Reward after = of(one.account(), Rewards.of(terms, responses));

        assertThat(after.verified()).isGreaterThanOrEqualTo(before.verified());
        // A share can lose the one unit that the largest remainder gave it.
        assertThat(after.currency().nano())
                .isGreaterThanOrEqualTo(before.currency().nano() - 1);
        assertThat(after.tokens().nano()).isGreaterThanOrEqualTo(before.tokens().nano() - 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void verifiedLiesBetweenNothingAndTheCapBehindTheDeadBand(long seed) {
        for (Response one : responses(new Random(seed))) {
            BigDecimal naive = BigDecimal.valueOf(one.wattHours())
                    .subtract(BigDecimal.valueOf(one.deadBandWh()))
                    .max(BigDecimal.ZERO)
                    .min(BigDecimal.valueOf(one.capWh()));
            assertThat(new Energy(one.verifiedWh())).isEqualTo(new Energy(naive.longValueExact()));
        }
    }

    private static Reward of(AccountId account, List<Reward> rewards) {
        return rewards.stream()
                .filter(one -> one.account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    private static RewardTerms terms(Random random) {
        return new RewardTerms(
                new Price(random.nextInt(1_000_000)),
                random.nextLong(1_000_000_000_000L),
                new Money(random.nextLong(1L << random.nextInt(1, 53))),
                new TokenAmount(random.nextLong(1L << random.nextInt(1, 53))));
    }

    private static List<Response> responses(Random random) {
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < random.nextInt(40); i++) {
            responses.add(new Response(
                    new AccountId(new UUID(random.nextLong(), i)),
                    random.nextInt(8_000) - 2_000,
                    50 + random.nextInt(200),
                    random.nextInt(5_000)));
        }
        return responses;
    }
}
