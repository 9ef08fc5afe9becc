package energy.peerwatt.supervisor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.supervisor.provision.DemoCast;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An offer that one household of the demo lists and another buys, by hand, long before the gate of its slot. */
final class DirectBuy {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long WH = 30;
    private static final long LIMIT = 100_000;
    private static final int HOMES = 12;

    private final RunningStack stack;
    private final int seller;
    private final int buyer;
    private final Slot slot;
    private final String market;

    /** @param last a settled trade in which the two traded with each other, so that they have something to sell and a need */
    private DirectBuy(RunningStack stack, SlotSettlement.Trade last) {
        this.stack = stack;
        this.seller = home(last.seller());
        this.buyer = home(last.buyer());
        this.slot = Slot.containing(stack.marketTime(), SLOT).next().next().next();
        this.market = "/v1/communities/" + stack.community();
    }

    /** Places both orders and returns when the offer is bought. */
    static DirectBuy make(RunningStack stack) {
        SlotSettlement.Trade last = stack.settlements().reversed().stream()
                .flatMap(settlement ->
                        settlement.trades().stream().max(Comparator.comparing(SlotSettlement.Trade::settled)).stream())
                .filter(trade -> trade.settled().compareTo(new Energy(WH)) > 0)
                .findFirst()
                .orElseThrow();
        DirectBuy trade = new DirectBuy(stack, last);
        String offer = trade.place(trade.seller, "SELL", Map.of("listed", true, "limitMicroPerKwh", LIMIT));
        stack.await(
                "the offer is listed",
                PATIENCE,
                () -> trade.offers().findValuesAsText("id").contains(offer));
        String buy = trade.place(trade.buyer, "BUY", Map.of("directBuyOf", offer));
        stack.await(
                "the offer is bought",
                PATIENCE,
                () -> trade.orders(trade.buyer)
                        .valueStream()
                        .anyMatch(order -> order.path("id").asText().equals(buy)
                                && order.path("state").asText().equals("FILLED")));
        return trade;
    }

    Slot slot() {
        return slot;
    }

    private JsonNode offers() {
        return view(buyer, "order-book", "/slots/" + slot.start() + "/offers");
    }

    /** A list, for an order that is on its way is not there yet. */
    private JsonNode orders(int home) {
        return view(home, "order-book", "/members/" + DemoCast.account(home) + "/orders?slot=" + slot.start());
    }

    private String place(int home, String side, Map<String, Object> more) {
        Map<String, Object> order = new LinkedHashMap<>(more);
        order.put("account", DemoCast.account(home));
        order.put("zone", DemoCast.ZONE);
        order.put("side", side);
        order.put("slot", slot.start());
        order.put("energyWh", WH);
        return stack.as(person(home), "order-book", market + "/orders", order)
                .path("id")
                .asText();
    }

    private JsonNode view(int home, String service, String path) {
        return stack.as(person(home), service, market + path, null);
    }

    private static String person(int home) {
        return "household-" + (home + 1);
    }

    private static int home(AccountId account) {
        Map<AccountId, Integer> homes =
                IntStream.range(0, HOMES).boxed().collect(Collectors.toMap(DemoCast::account, Function.identity()));
        return homes.get(account);
    }

    /** What each of the two is told once the slot is settled: why the price is what it is, and what was paid. */
    void assertReceipts() {
        for (int home : List.of(seller, buyer)) {
            JsonNode round = view(home, "order-book", "/slots/" + slot.start() + "?round=0");
            assertThat(round.path("trades")).hasSize(1);
            JsonNode trade = round.path("trades").get(0);
            assertThat(trade.at("/reason/step").asText()).isEqualTo("DIRECT_BUY");
            assertThat(trade.path("price").asLong()).isEqualTo(LIMIT);
            assertThat(trade.path("energy").asLong()).isEqualTo(WH);
            assertThat(trade.at("/reason/buyerPays").asLong())
                    .isEqualTo(LIMIT + trade.path("fee").asLong());
            JsonNode own = view(home, "settlement", "/slots/" + slot.start()).path("own");
            assertThat(own).hasSize(1);
            assertThat(own.toString()).contains(trade.path("id").asText());
        }
        assertThat(settled().map(SlotSettlement.Trade::traded)).contains(new Energy(WH));
    }

    private Optional<SlotSettlement.Trade> settled() {
        return stack.settlements().stream()
                .filter(settlement -> settlement.slot().equals(slot))
                .flatMap(settlement -> settlement.trades().stream())
                .filter(trade -> trade.seller().equals(DemoCast.account(seller))
                        && trade.buyer().equals(DemoCast.account(buyer)))
                .findFirst();
    }
}
