package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.WrongResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A community of many homes with a day of open slots. Order number n is of home n, n mod homes, for the slot after those
 * that the home has orders for; homes of even number sell. Everything about an order follows from its number.
 *
 * @param homes how many members
 */
record Market(int homes) {
    static final Instant NOW = Instant.parse("2026-06-21T00:00:00Z");
    static final UUID COMMUNITY = new UUID(0x0B00_0000L, 1);
    static final String BASE = "/v1/communities/" + COMMUNITY;
    static final String TOPIC = "book-commands";
    static final String PLACE = "energy.peerwatt.order-book.place-orders.v1";

    private static final Instant FIRST_SLOT = NOW.plus(Duration.ofMinutes(30));
    private static final int SLOTS = 90;
    private static final int JOINING = 50;
    private static final int QUARTER_SECONDS = 900;
    private static final long TICK = 1_000;

    static UUID account(int home) {
        return new UUID(0xACC0_0000L, home);
    }

    static Instant slot(int number) {
        return FIRST_SLOT.plusSeconds((long) number * QUARTER_SECONDS);
    }

    /** Opens it, with everybody in it. */
    void open(int port, String token) {
        try (HttpConnection service = new HttpConnection(port, token)) {
            put(service, "", """
                    {"slotMinutes": 15, "gateClosureMinutes": 5, "rule": "EQUILIBRIUM", "tickMicroPerKwh": 1000,
                     "firstSlot": "%s", "auctionEvery": "PT0S"}""".formatted(FIRST_SLOT));
            put(service, "/zones/street", "{\"localFeeMicroPerKwh\": 20000}");
        }
        // Each waits until the book has it, so that many wait for the same commit.
        try (ExecutorService joining = Executors.newFixedThreadPool(JOINING)) {
            List<Future<?>> all = new ArrayList<>();
            for (int part = 0; part < JOINING; part++) {
                int first = part;
                all.add(joining.submit(() -> join(port, token, first)));
            }
            for (Future<?> part : all) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the market was opened", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the market cannot be opened", e.getCause());
        }
    }

    /** Home {@code first} and every further one that is so many behind. */
    private void join(int port, String token, int first) {
        try (HttpConnection service = new HttpConnection(port, token)) {
            for (int home = first; home < homes; home += JOINING) {
                join(service, home);
            }
        }
    }

    private static void join(HttpConnection service, int home) {
        put(service, "/members/" + account(home), """
                    {"wallet": "0x%040x", "meter": "%s", "zone": "street", "feedInMicroPerKwh": 80000,
                     "retailMicroPerKwh": 300000, "rules": null}""".formatted(home + 1, new UUID(0x3E7E_0000L, home)));
    }

    private static void put(HttpConnection service, String path, String body) {
        HttpConnection.Answer answer = service.put(BASE + path, body);
        WrongResult.unless(
                answer.status() == 204 || answer.status() == 202,
                "the market cannot be opened at " + path + ": " + answer.status() + " " + answer.body());
    }

    /** The event by which everybody has money for a year. */
    String balances() {
        return IntStream.range(0, homes)
                .mapToObj(home -> "{\"account\":\"%s\",\"available\":1000000000000000}".formatted(account(home)))
                .collect(Collectors.joining(
                        ",", "{\"community\":\"" + COMMUNITY + "\",\"sequence\":1,\"balances\":[", "]}"));
    }

    static long energyWh(long number) {
        return 50 + new Random(number).nextInt(1_450);
    }

    private String fields(long number, String slotName) {
        int home = (int) (number % homes);
        boolean sells = home % 2 == 0;
        long limit = (sells ? 80 : 100) * TICK + new Random(~number).nextInt(200) * TICK;
        return """
                "account":"%s","zone":"street","side":"%s","%s":"%s","energyWh":%d,"limitMicroPerKwh":%d""".formatted(
                        account(home),
                        sells ? "SELL" : "BUY",
                        slotName,
                        slot((int) (number / homes % SLOTS)),
                        energyWh(number),
                        limit);
    }

    /** As a caller of the API writes it. */
    String order(long number) {
        return "{" + fields(number, "slot") + "}";
    }

    /** As it lies in the command log: orders {@code first} to {@code first + count}, half-open. */
    String command(long first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"" + new UUID(0x0DE4_0000_0000L, first + i) + "\","
                        + fields(first + i, "slotStart") + "}")
                .collect(Collectors.joining(
                        ",",
                        "{\"id\":\"" + new UUID(0xC0DE_0000_0000L, first) + "\",\"community\":\"" + COMMUNITY
                                + "\",\"issuedAt\":\"" + NOW + "\",\"orders\":[",
                        "]}"));
    }

    /** What all of these orders offer and ask for together. */
    static long energyWh(long first, long count) {
        long sum = 0;
        for (long number = first; number < first + count; number++) {
            sum += energyWh(number);
        }
        return sum;
    }
}
