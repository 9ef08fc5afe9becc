package energy.peerwatt.verifier.market.tree;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan that is not the best is refused, whatever prices come with it. */
class BestPlanTest {
    private final Grid grid = ExampleCasesTest.f11(4).grid();
    private final Plan best = Planning.best(grid);

    @Test
    void theBestPlanIsProven() {
        assertThatCode(() -> prove(best)).doesNotThrowAnyException();
    }

    @Test
    void aPlanThatTradesLessIsRefused() {
        assertRefused(moved("s1", -1, "b1", -1), "worth");
    }

    @Test
    void aPlanThatServesAnotherBuyerIsRefused() {
        long[] sent = best.sent().clone();
        sent[grid.node("A").place()]++;
        sent[grid.node("B").place()]--;
        assertRefused(new Plan(moved("b1", -1, "b2", 1).traded(), sent, best.price()), "zone A sends 4001");
    }

    @Test
    void aPlanThatLosesEnergyIsRefused() {
        assertRefused(moved("s1", 1, "s1", 0), "left over");
    }

    @Test
    void aPlanThatSellsMoreThanIsOfferedIsRefused() {
        assertRefused(moved("s2", 1, "b2", 1), "order s2 trades 3001");
    }

    @Test
    void pricesThatDoNotBelongToThePlanProveNothing() {
        for (Node node : grid.nodes()) {
            for (long wrong : new long[] {-10_000_000, 10_000_000}) {
                long[] price = best.price().clone();
                price[node.place()] += wrong;
                assertRefused(new Plan(best.traded(), best.sent(), price), "worth");
            }
        }
    }

    private Plan moved(String first, long firstWh, String second, long secondWh) {
        Map<Offer, Long> traded = new HashMap<>(best.traded());
        for (Offer offer : best.traded().keySet()) {
            traded.merge(offer, offer.id().equals(first) ? firstWh : 0, Long::sum);
            traded.merge(offer, offer.id().equals(second) ? secondWh : 0, Long::sum);
        }
        return new Plan(traded, best.sent(), best.price());
    }

    private void assertRefused(Plan plan, String why) {
        assertThatThrownBy(() -> prove(plan))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private void prove(Plan plan) {
        BestPlan.prove(grid, Scale.of(grid), plan);
    }
}
