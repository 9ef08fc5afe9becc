package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.Effect;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

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

    OrderRequests(JsonNode body, Instant now, RandomGenerator random) {
        this.command = new CommandId(Uuids.version7(now, random));
        this.many = body.isArray();
        if (many && (body.isEmpty() || body.size() > BookCommand.PlaceOrders.MAX_ORDERS)) {
            throw Problems.refused(List.of(new Violation(
                    "orders-out-of-range",
                    "orders",
                    "1 to " + BookCommand.PlaceOrders.MAX_ORDERS + " orders are taken at once: " + body.size())));
        }
        if (many) {
            for (int i = 0; i < body.size(); i++) {
                add(new Fields(body.get(i), "orders[" + i + "]."), now, random);
            }
        } else {
            add(new Fields(body, ""), now, random);
        }
    }

    private void add(Fields order, Instant now, RandomGenerator random) {
        fields.add(order);
        drafts.add(new OrderDraft(
                new OrderId(Uuids.version7(now, random)),
                order.text("account", AccountId::of, NO_ACCOUNT),
                order.text("zone", GridZoneId::new, NO_ZONE),
                order.choice("side", Side.class, Side.SELL),
                order.instant("slot", Instant.EPOCH),
                order.integer("energyWh", 1),
                order.integer("limitMicroPerKwh", 0)));
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

    List<AccountId> accounts() {
        return drafts.stream().map(OrderDraft::account).toList();
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

    /**
     * Tries the orders on a copy of the book.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong with any of them, if anything is
     */
    void requireAcceptable(CommunityBook copy, Instant now) {
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
        List<Violation> all =
                fields.stream().flatMap(order -> order.violations().stream()).toList();
        if (!all.isEmpty()) {
            throw Problems.refused(all);
        }
    }

    /** Violations that the book itself found, named by the place of the order in the request. */
    Violation placed(Violation violation, int index) {
        return many
                ? new Violation(violation.code(), "orders[" + index + "]." + violation.field(), violation.message())
                : violation;
    }
}
