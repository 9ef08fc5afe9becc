package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.orderbook.it.Topic;
import energy.peerwatt.servers.TestServers;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A community with slots of a quarter of an hour, gates five minutes before, and members who can pay. */
final class Market {
    private static final long FUNDS = 1_000_000_000_000L;

    final CommunityId community = new CommunityId(UUID.randomUUID());
    final String base = "/v1/communities/" + community;
    final List<AccountId> members;

    /** Opens it over any replica. */
    Market(Replica replica, Instant firstSlot, int members) {
        put(replica, "", """
                {"slotMinutes": 15, "gateClosureMinutes": 5, "rule": "EQUILIBRIUM", "tickMicroPerKwh": 1000,
                 "firstSlot": "%s"}""".formatted(firstSlot));
        put(replica, "/zones/street", "{\"localFeeMicroPerKwh\": 20000}");
        this.members = IntStream.range(0, members)
                .mapToObj(number -> join(replica, number))
                .toList();
        fund(replica);
    }

    private AccountId join(Replica replica, int number) {
        AccountId account = new AccountId(new UUID(community.value().getMostSignificantBits(), number));
        put(replica, "/members/" + account, """
                {"wallet": "0x%s00000000", "meter": "%s", "zone": "street", "feedInMicroPerKwh": 80000,
                 "retailMicroPerKwh": 300000, "rules": null}""".formatted(account.toString().replace("-", ""), UUID.randomUUID()));
        return account;
    }

    private void put(Replica replica, String path, String body) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                replica.call().body(body).put(base + path).statusCode())
                        .isEqualTo(204));
    }

    private void fund(Replica replica) {
        new Topic(TestServers.kafka().bootstrapServers(), Topics.BALANCES_CHANGED)
                .send(
                        community.toString(),
                        EventTypes.BALANCES_CHANGED,
                        new BalancesChanged(
                                community,
                                1,
                                null,
                                members.stream()
                                        .map(member -> new BalancesChanged.Balance(member, Money.ofNano(FUNDS)))
                                        .toList()));
        Awaitility.await()
                .until(() -> replica.call()
                                .get(base + "/balances")
                                .jsonPath()
                                .getList("findAll { it.available == " + FUNDS + "L }")
                                .size()
                        == members.size());
    }

    AccountId seller() {
        return members.get(0);
    }

    AccountId buyer() {
        return members.get(1);
    }

    static String order(AccountId account, String side, Instant slot, long wh, long limit) {
        return """
                {"account": "%s", "zone": "street", "side": "%s", "slot": "%s", "energyWh": %d, "limitMicroPerKwh": %d}""".formatted(account, side, slot, wh, limit);
    }

    /** @param wait seconds that the caller would wait for the answer */
    Response place(Replica replica, int wait, String order) {
        return replica.call().header("Prefer", "wait=" + wait).body(order).post(base + "/orders");
    }

    /** Places many at once and waits until all are taken. */
    void placeAll(Replica replica, List<String> orders) {
        Response answer = place(replica, 30, orders.stream().collect(Collectors.joining(",", "[", "]")));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }
}
