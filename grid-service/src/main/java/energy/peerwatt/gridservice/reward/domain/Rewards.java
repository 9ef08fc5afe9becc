package energy.peerwatt.gridservice.reward.domain;

import energy.peerwatt.gridservice.split.domain.LargestRemainder;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rate times verified energy. Where a budget does not cover everybody it is split in proportion, by largest remainder,
 * ties by account. Scarcity, quality and zone reconciliation are 1 here: there is no forecast of the zone's peak, an
 * incomplete response is excluded altogether, and there is no feeder meter.
 */
public final class Rewards {
    private Rewards() {}

    /** @return by account */
    public static List<Reward> of(RewardTerms terms, List<Response> responses) {
        List<Response> ordered = responses.stream()
                .sorted(Comparator.comparing(Response::account))
                .toList();
        List<Long> currency = LargestRemainder.split(
                terms.currencyBudget().nano(),
                claims(ordered, terms.currencyRate().microPerKwh()));
        List<Long> tokens = LargestRemainder.split(terms.tokenBudget().nano(), claims(ordered, terms.tokenNanoPerWh()));
        return IntStream.range(0, ordered.size())
                .mapToObj(i -> new Reward(
                        ordered.get(i).account(),
                        new Energy(ordered.get(i).verifiedWh()),
                        new Money(currency.get(i)),
                        new TokenAmount(tokens.get(i))))
                .toList();
    }

    /** Micro-currency per kWh times Wh is nano-currency; nano-WATT per Wh times Wh is nano-WATT. */
    private static List<BigInteger> claims(List<Response> responses, long rate) {
        return responses.stream()
                .map(one -> BigInteger.valueOf(one.verifiedWh()).multiply(BigInteger.valueOf(rate)))
                .toList();
    }
}
