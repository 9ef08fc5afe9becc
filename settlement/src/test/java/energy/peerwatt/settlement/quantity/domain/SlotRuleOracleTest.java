package energy.peerwatt.settlement.quantity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random slots against a deliberately naive settlement, and the promises that hold for every slot. */
class SlotRuleOracleTest {
    private static final int HOMES = 8;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void settlesLikeTheNaiveOneAndKeepsItsPromises(int seed) {
        Street street = randomSlot(new SplittableRandom(seed));
        SlotSettlement settled = street.settle();

        assertThat(Street.settledWh(settled)).isEqualTo(naive(street.input()));
        assertThat(SlotAudit.violations(settled)).isEmpty();
        Money fees = settled.members().stream().map(SlotSettlement.Member::fees).reduce(Money.ZERO, Money::plus);
        Money congestion = settled.members().stream()
                .map(SlotSettlement.Member::congestion)
                .reduce(Money.ZERO, Money::plus);
        Money supplier =
                settled.members().stream().map(SlotSettlement.Member::supplier).reduce(Money.ZERO, Money::plus);
        Money total =
                settled.members().stream().map(SlotSettlement.Member::total).reduce(Money.ZERO, Money::plus);
        assertThat(total.plus(fees).plus(congestion).minus(supplier)).isEqualTo(Money.ZERO);
    }

    private static Street randomSlot(SplittableRandom random) {
        Street street = new Street(8, 30);
        for (int home = 0; home < HOMES; home++) {
            boolean seller = home < HOMES / 2;
            switch (random.nextInt(6)) {
                case 0 -> street.awaited(home);
                case 1 -> street.home(home, Metering.NOTHING);
                default ->
                    street.measured(home, random.nextInt(seller ? 50 : 2_000), random.nextInt(seller ? 2_000 : 50));
            }
        }
        int trades = random.nextInt(12);
        for (int i = 0; i < trades; i++) {
            street.trade(
                    random.nextInt(HOMES / 2),
                    HOMES / 2 + random.nextInt(HOMES / 2),
                    1 + random.nextInt(900),
                    new Price(80_000 + random.nextInt(150_000)),
                    new Price(random.nextInt(40_000)),
                    random.nextBoolean() ? Price.ZERO : new Price(random.nextInt(30_000)));
        }
        return street;
    }

    /** Hands out watt-hour by watt-hour what {@link LargestRemainder} computes. */
    private static List<Long> naive(SlotInput input) {
        List<Long> settled = new ArrayList<>();
        for (int i = 0; i < input.trades().size(); i++) {
            SlotTrade trade = input.trades().get(i);
            long delivered = naiveShare(input, i, trade.seller(), true);
            long taken = naiveShare(input, i, trade.buyer(), false);
            settled.add(Math.min(delivered, taken));
        }
        return settled;
    }

    private static long naiveShare(SlotInput input, int wanted, AccountId account, boolean selling) {
        SlotMember member = input.members().stream()
                .filter(m -> m.account().equals(account))
                .findFirst()
                .orElseThrow();
        if (!(member.metering() instanceof Metering.Measured measured)) {
            return input.trades().get(wanted).energy().wattHours();
        }
        long net = measured.imported().wattHours() - measured.exported().wattHours();
        long shown = Math.max(0, selling ? -net : net);
        List<Integer> own = IntStream.range(0, input.trades().size())
                .filter(i -> (selling
                                ? input.trades().get(i).seller()
                                : input.trades().get(i).buyer())
                        .equals(account))
                .boxed()
                .toList();
        BigInteger sum = own.stream().map(i -> claim(input, i)).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger available = BigInteger.valueOf(shown);
        if (available.compareTo(sum) >= 0) {
            return claim(input, wanted).longValueExact();
        }
        List<BigInteger> given = new ArrayList<>();
        for (int i : own) {
            given.add(claim(input, i).multiply(available).divide(sum));
        }
        while (given.stream().reduce(BigInteger.ZERO, BigInteger::add).compareTo(available) < 0) {
            int best = -1;
            BigInteger bestGap = BigInteger.ZERO;
            for (int k = 0; k < given.size(); k++) {
                BigInteger gap = claim(input, own.get(k))
                        .multiply(available)
                        .subtract(given.get(k).multiply(sum));
                if (gap.compareTo(bestGap) > 0) {
                    best = k;
                    bestGap = gap;
                }
            }
            given.set(best, given.get(best).add(BigInteger.ONE));
        }
        return given.get(own.indexOf(wanted)).longValueExact();
    }

    private static BigInteger claim(SlotInput input, int trade) {
        return BigInteger.valueOf(input.trades().get(trade).energy().wattHours());
    }
}
