package energy.peerwatt.settlement.response.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.ResponseLine.Reason;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random calls against a deliberately naive payer that hands out watt-hour by watt-hour and nano by nano. */
class ResponseRuleOracleTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    private record Loss(int trade, boolean ofSeller, long wattHours, long amount) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void paysLikeTheNaiveOneAndKeepsItsPromises(int seed) {
        Call call = random(new SplittableRandom(seed));
        List<Payment> payments = call.payments();

        assertThat(ResponseAudit.violations(call.response(), call.slots())).isEmpty();
        assertThat(ResponseAudit.violations(call.response(), payments)).isEmpty();
        assertThat(compensated(payments)).isEqualTo(naive(call));
        call.response()
                .lines()
                .forEach(line -> assertThat(payments.stream()
                                .filter(payment -> payment.reason() == Reason.REWARD
                                        && payment.account().equals(line.account()))
                                .mapToLong(payment -> payment.amount().nano())
                                .sum())
                        .isEqualTo(line.currencyReward().nano()));
        assertThat(payments.stream()
                        .map(payment -> List.of(payment.reason(), payment.account(), String.valueOf(payment.trade())))
                        .collect(Collectors.groupingBy(key -> key, Collectors.counting()))
                        .values())
                .allMatch(records -> records <= 2);
    }

    private static Call random(SplittableRandom random) {
        Call call = new Call(random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextLong(1_000_000_000L));
        int trades = random.nextInt(10);
        for (int i = 0; i < trades; i++) {
            long traded = 1 + random.nextInt(60);
            call.trade(
                    random.nextInt(5),
                    5 + random.nextInt(5),
                    traded,
                    random.nextLong(traded + 1),
                    random.nextLong(traded + 1),
                    70_000 + random.nextInt(250_000),
                    random.nextInt(40_000),
                    random.nextBoolean() ? 0 : random.nextInt(40_000));
        }
        long left = call.response().currencyBudget().nano();
        for (int home = 0; home < 10; home++) {
            if (random.nextInt(3) == 0) {
                long credited = random.nextInt(80);
                long reward = credited == 0 ? 0 : random.nextLong(left / 12 + 1);
                call.answered(home, credited, reward);
            }
        }
        return call;
    }

    /** Nano-currency by account and trade. */
    private static Map<String, Long> compensated(List<Payment> payments) {
        Map<String, Long> paid = new HashMap<>();
        payments.stream()
                .filter(payment -> payment.reason() == Reason.COMPENSATION)
                .forEach(payment -> paid.merge(
                        payment.account() + " " + payment.trade(),
                        payment.amount().nano(),
                        Long::sum));
        return paid;
    }

    private static Map<String, Long> naive(Call call) {
        Map<Integer, Long> credits = new HashMap<>(call.credits());
        List<Loss> losses = new ArrayList<>();
        for (int i = 0; i < call.trades().size(); i++) {
            SlotSettlement.Trade trade = call.trades().get(i);
            for (boolean sellerAnswered : new boolean[] {true, false}) {
                int responder = home(sellerAnswered ? trade.seller() : trade.buyer());
                long loss = sellerAnswered
                        ? 300_000
                                - trade.price().microPerKwh()
                                - trade.fee().microPerKwh()
                                - trade.congestion().microPerKwh()
                        : trade.price().microPerKwh() - 80_000;
                long mine = (sellerAnswered ? trade.delivered() : trade.taken()).wattHours();
                long others = (sellerAnswered ? trade.taken() : trade.delivered()).wattHours();
                long wh = 0;
                // One more watt-hour of mine would have been settled as long as the other side had one.
                while (mine < trade.traded().wattHours() && mine < others && credits.getOrDefault(responder, 0L) > 0) {
                    mine++;
                    wh++;
                    credits.merge(responder, -1L, Long::sum);
                }
                if (wh > 0 && loss > 0) {
                    losses.add(new Loss(i, !sellerAnswered, wh, wh * loss));
                }
            }
        }
        long rewards = call.response().lines().stream()
                .mapToLong(line -> line.currencyReward().nano())
                .sum();
        return scaled(call, losses, call.response().currencyBudget().nano() - rewards);
    }

    private static Map<String, Long> scaled(Call call, List<Loss> losses, long budget) {
        BigInteger sum =
                losses.stream().map(loss -> BigInteger.valueOf(loss.amount())).reduce(BigInteger.ZERO, BigInteger::add);
        long[] paid = losses.stream().mapToLong(Loss::amount).toArray();
        if (sum.compareTo(BigInteger.valueOf(budget)) > 0) {
            for (int i = 0; i < paid.length; i++) {
                paid[i] = exact(losses.get(i), budget).divide(sum).longValueExact();
            }
            while (IntStream.range(0, paid.length).mapToLong(i -> paid[i]).sum() < budget) {
                int best = 0;
                for (int i = 1; i < paid.length; i++) {
                    best = gap(losses.get(i), budget, sum, paid[i])
                                            .compareTo(gap(losses.get(best), budget, sum, paid[best]))
                                    > 0
                            ? i
                            : best;
                }
                paid[best]++;
            }
        }
        Map<String, Long> byTrade = new HashMap<>();
        for (int i = 0; i < paid.length; i++) {
            SlotSettlement.Trade trade = call.trades().get(losses.get(i).trade());
            if (paid[i] > 0) {
                byTrade.put((losses.get(i).ofSeller() ? trade.seller() : trade.buyer()) + " " + trade.id(), paid[i]);
            }
        }
        return byTrade;
    }

    private static BigInteger exact(Loss loss, long budget) {
        return BigInteger.valueOf(loss.amount()).multiply(BigInteger.valueOf(budget));
    }

    private static BigInteger gap(Loss loss, long budget, BigInteger sum, long paid) {
        return exact(loss, budget).subtract(BigInteger.valueOf(paid).multiply(sum));
    }

    private static int home(AccountId account) {
        return (int) (account.value().getLeastSignificantBits() & 0xFF);
    }
}
