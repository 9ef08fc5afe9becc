package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.Effect;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One order or an array of them, as a caller sent it. What is missing or malformed is remembered; a stand-in takes its
 * place, so that the market's rules can still judge the rest.
 */
final class OrderRequests {
    private static final UUID NIL = new UUID(0, 0);
    private static final AccountId NO_ACCOUNT = new AccountId(NIL);
    private static final GridZoneId NO_ZONE = new GridZoneId("none");

    private final CommandId command;
    private final boolean many;
    private final List<Fields> fields = new ArrayList<>();
    private final List<OrderDraft> drafts = new ArrayList<>();
    private final Supplier<UUID> ids;

    private OrderRequests(JsonNode body, CommandId command, Supplier<UUID> ids) {
        this.command = command;
        this.ids = ids;
        this.many = body.isArray();
        if (many && (body.isEmpty() || body.size() > BookCommand.PlaceOrders.MAX_ORDERS)) {
            throw Problems.refused(List.of(new Violation(
                    "orders-out-of-range",
                    "orders",
                    "1 to " + BookCommand.PlaceOrders.MAX_ORDERS + " orders are taken at once: " + body.size())));
        }
        if (many) {
            for (int i = 0; i < body.size(); i++) {
                add(new Fields(body.get(i), "orders[" + i + "]."));
            }
        } else {
            add(new Fields(body, ""));
        }
    }

    static OrderRequests of(JsonNode body, Instant now, RandomGenerator random) {
        return new OrderRequests(body, new CommandId(Uuids.version7(now, random)), () -> Uuids.version7(now, random));
    }

    /**
     * As {@link #of}, with ids that follow from a key: the same body with the same key is the same command, another body
     * wants ids that are taken.
     */
    static OrderRequests keyed(JsonNode body, CommunityId community, String key) {
        int[] next = {0};
        return new OrderRequests(
                body,
                CommandId.derived("keyed-orders", community, key + "|" + body),
                () -> CommandId.derived("keyed-order", community, key + "|" + next[0]++)
                        .value());
    }

    private void add(Fields order) {
        fields.add(order);
        OrderTerms terms = OrderTermsRequest.read(order);
        Side side = order.choice("side", Side.class, Side.SELL);
        drafts.add(new OrderDraft(
                new OrderId(ids.get()),
                order.text("account", AccountId::of, NO_ACCOUNT),
                order.text("zone", GridZoneId::new, NO_ZONE),
                side,
                order.instant("slot", Instant.EPOCH),
                order.integer("energyWh", 1),
                limit(order, side, terms),
                terms));
    }

    /**
     * Of an order with alternatives and none of its own, the worst that any of them accepts; of a direct buy without one,
     * what the offer costs, which the book says.
     */
    private static long limit(Fields order, Side side, OrderTerms terms) {
        if (!order.has("limitMicroPerKwh") && terms.directBuyOf() != null) {
            return 0;
        }
        if (order.has("limitMicroPerKwh") || terms.preferences().isEmpty()) {
            return order.integer("limitMicroPerKwh", 0);
        }
        LongStream limits = terms.preferences().stream()
                .mapToLong(preference -> preference.limit().microPerKwh());
        return (side == Side.SELL ? limits.min() : limits.max()).orElseThrow();
    }

    boolean isMany() {
        return many;
    }

    CommandId commandId() {
        return command;
    }

    List<OrderId> ids() {
        return drafts.stream().map(OrderDraft::id).toList();
    }

    /** Offers that they want to buy directly. */
    List<OrderId> offers() {
        return drafts.stream()
                .flatMap(draft -> Optional.ofNullable(draft.terms().directBuyOf()).stream())
                .distinct()
                .toList();
    }

    /** A direct buy that names no limit pays what the offer costs, whatever that is. */
    private void priceDirectBuys(CommunityBook book) {
        for (int i = 0; i < drafts.size(); i++) {
            OrderDraft draft = drafts.get(i);
            OrderId offer = draft.terms().directBuyOf();
            if (offer != null && !fields.get(i).has("limitMicroPerKwh")) {
                long limit = book.limitToBuy(offer, draft.account())
                        .map(Price::microPerKwh)
                        .orElse(0L);
                drafts.set(i, draft.withLimit(limit));
            }
        }
    }

    /** Whose orders they are, and whom these name. */
    List<AccountId> accounts() {
        return drafts.stream()
                .flatMap(draft -> Stream.concat(Stream.of(draft.account()), draft.terms().named().stream()))
                .distinct()
                .toList();
    }

    /**
     * An account that the caller may not trade for looks like one that does not exist.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem naming the first account that is not, if any is not
     */
    void requireAccounts(Predicate<AccountId> allowed) {
        for (int i = 0; i < drafts.size(); i++) {
            AccountId account = drafts.get(i).account();
            if (!fields.get(i).isBroken("account") && !allowed.test(account)) {
                throw Problems.notFound("no such account: " + account);
            }
        }
    }

    BookCommand.PlaceOrders command(CommunityId community, Instant now) {
        return new BookCommand.PlaceOrders(command, community, now, drafts);
    }

    List<OrderDraft> drafts() {
        return List.copyOf(drafts);
    }

    /** The orders as they were, each with what backs it. */
    void back(List<OrderDraft> backed) {
        drafts.clear();
        drafts.addAll(backed);
    }

    /** Whether nothing is wrong with any of them, as far as was asked. */
    boolean areFlawless() {
        return fields.stream().allMatch(order -> order.violations().isEmpty());
    }

    /**
     * Tries the orders on a copy of the book.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem if none can be tried there
     */
    void judge(CommunityBook copy, Instant now) {
        priceDirectBuys(copy);
        switch (copy.apply(command(copy.community(), now))) {
            case Outcome.Refused(List<Violation> violations) -> throw Problems.refused(violations);
            case Outcome.Done(List<Effect> effects) -> {
                for (Effect effect : effects) {
                    if (effect instanceof Effect.OrderRefused refused) {
                        fields.get(drafts.indexOf(refused.draft())).addFromRules(refused.violations());
                    }
                }
            }
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong with any of them, if anything is */
    void requireAcceptable() {
        List<Violation> all =
                fields.stream().flatMap(order -> order.violations().stream()).toList();
        if (!all.isEmpty()) {
            throw Problems.refused(all);
        }
    }

    /** Why an order is not sent, nothing if it is; once they are judged. */
    List<Violation> violations(int index) {
        return fields.get(index).violations();
    }

    /** The orders with which nothing is wrong; empty if there is none. */
    Optional<BookCommand> acceptable(CommunityId community, Instant now) {
        List<OrderDraft> good = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (fields.get(i).violations().isEmpty()) {
                good.add(drafts.get(i));
            }
        }
        return good.isEmpty()
                ? Optional.empty()
                : Optional.of(new BookCommand.PlaceOrders(command, community, now, good));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem if there are many */
    void requireOne() {
        if (many) {
            throw Problems.malformed("", "one order takes the place of one order");
        }
    }

    /** The one order, in the place of another. */
    BookCommand.ReplaceOrder replacing(OrderId order, CommunityId community, Instant now) {
        return new BookCommand.ReplaceOrder(command, community, now, order, drafts.getFirst());
    }

    /** Violations that the book itself found, named by the place of the order in the request. */
    Violation placed(Violation violation, int index) {
        return many
                ? new Violation(violation.code(), "orders[" + index + "]." + violation.field(), violation.message())
                : violation;
    }
}
